-- The reservation log of reservations.py, kept by a Redis or Valkey server. Look there for what it does and why.
-- All times are whole microseconds of the server's clock.
--
-- LOG      sorted set   id -> slot: all that count or wait, except those who are late
-- HOLDERS  hash         id -> tolerance and windows of its limits, if it waits; RELEASED, if it was released; IN_FLIGHT
--                       and when it was granted, if it is in flight
-- STATE    string       everything else: eight numbers
--
-- Ids are the times at which reservations were asked for, so that they stay in this order where slots are equal. While
-- nobody waits and none is in flight, five commands are enough.
local call = redis.call
local LOG, HOLDERS, STATE = KEYS[1], KEYS[2], KEYS[3]
local RELEASED, IN_FLIGHT = 'released', 'in flight '
local SECOND = 1000000
local MAX_IN_FLIGHT = 120 * SECOND
local LONGEST_LOSS = 61 * SECOND  -- the longest window for which the loss of a server's data is made up

-- operation, max_wait or seconds to block (below 0 if not given), id, whether it was granted, strict, first and longest
-- backoff, tolerance, and then count and length of each window
local operation, seconds, id, granted_before = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4] == '1'
local strict = ARGV[5] == '1'
local limits, horizon = {}, 0
for i = 8, #ARGV do
  limits[i - 7] = tonumber(ARGV[i])
  if i % 2 == 0 and i > 8 then
    horizon = math.max(horizon, limits[i - 7])
  end
end

local function granted_at(holder)
  return string.match(holder or '', '^' .. IN_FLIGHT .. '(.*)')
end

if operation == 'release' then
  local holder = call('HGET', HOLDERS, id)
  if holder and not granted_at(holder) then
    call('HSET', HOLDERS, id, RELEASED)
  end
  return {0, 0}
end

local time = call('TIME')
local now = time[1] * SECOND + time[2]
local before, blocked_until, backoff, granted, newest, holders, tidy_at, horizon_before = 0, 0, 0, 0, 0, 0, 0, 0
local state = call('GET', STATE)
if state then
  before, blocked_until, backoff, granted, newest, holders, tidy_at, horizon_before = struct.unpack('<dddddddd', state)
  horizon = math.max(horizon, horizon_before)
end

local function from_end(rank)
  local entry = call('ZRANGE', LOG, -rank, -rank, 'WITHSCORES')
  return entry[1], tonumber(entry[2])
end

local function next_slot(windows, earliest)
  local slot = math.max(earliest, blocked_until)
  if holders > 0 then  -- else the last was granted, and its slot is past
    local last, last_slot = from_end(1)
    while last and call('HGET', HOLDERS, last) == RELEASED do
      call('ZREM', LOG, last)
      call('HDEL', HOLDERS, last)
      last, last_slot = from_end(1)
    end
    slot = math.max(slot, last_slot or 0)
  end
  for i = 2, #windows, 2 do
    local _, counted = from_end(windows[i])
    if counted then
      slot = math.max(slot, counted + windows[i + 1])
    end
  end
  return slot
end

local function hold(holder_id, holder)
  call('HSET', HOLDERS, holder_id, holder)
  holders = holders + 1  -- counted exactly in the end
end

-- New slots for `first`, if there is one, and all who wait; returns that of `first`.
local function rearrange(first)
  local queue, all = {}, call('HGETALL', HOLDERS)
  for i = 1, #all, 2 do
    local each, holder = all[i], all[i + 1]
    if not (first and each == first.id) and not granted_at(holder) then
      local slot, windows = tonumber(call('ZSCORE', LOG, each)), {}
      for number in string.gmatch(holder, '%d+') do
        windows[#windows + 1] = tonumber(number)
      end
      call('ZREM', LOG, each)
      if slot and holder ~= RELEASED and now - slot <= windows[1] then
        queue[#queue + 1] = {id = each, slot = slot, windows = windows}
      else
        call('HDEL', HOLDERS, each)
      end
    end
  end
  table.sort(queue, function(a, b)
    return a.slot < b.slot or (a.slot == b.slot and a.id < b.id)
  end)
  if first then
    call('ZREM', LOG, first.id)
    table.insert(queue, 1, first)
  end
  for _, each in ipairs(queue) do
    each.slot = next_slot(each.windows, math.max(now, each.slot))
    call('ZADD', LOG, each.slot, each.id)
  end
  return first and first.slot
end

-- Ids of those in flight -> when they were granted.
local function in_flight()
  local since, all = {}, call('HGETALL', HOLDERS)
  for i = 1, #all, 2 do
    since[all[i]] = granted_at(all[i + 1])
  end
  return since
end

-- The server's clock was set back: no time is taken to have passed.
local function shift(by)
  for _, each in ipairs(call('ZRANGE', LOG, 0, -1)) do
    call('ZINCRBY', LOG, by, each)
  end
  for each, since in pairs(in_flight()) do
    call('HSET', HOLDERS, each, IN_FLIGHT .. string.format('%.0f', since + by))
  end
  blocked_until, tidy_at = blocked_until + by, 0
end

-- Count those in flight as if they were sent now.
local function carry()
  local all = in_flight()
  for each, since in pairs(all) do
    call('ZADD', LOG, now, each)
    if now - since > MAX_IN_FLIGHT then
      call('HDEL', HOLDERS, each)
    end
  end
  if next(all) then
    rearrange()
  end
end

-- Nothing is known of this bucket. If the server was started just now, it may have lost it: wait for a window.
local function make_up_for_loss()
  local info = redis.pcall('INFO', 'server')
  local uptime = type(info) == 'string' and tonumber(string.match(info, 'uptime_in_seconds:(%d+)'))
  if uptime and horizon <= LONGEST_LOSS and uptime * SECOND < horizon then
    blocked_until = now + horizon - uptime * SECOND
  end
end

-- Forget what no longer counts, and let all keys live until nothing does. This is enough for the time of `horizon`, if
-- nobody waits.
local function tidy()
  if holders > 0 then
    for _, each in ipairs(call('ZRANGEBYSCORE', LOG, '-inf', now - horizon)) do
      call('HDEL', HOLDERS, each)
    end
  end
  call('ZREMRANGEBYSCORE', LOG, '-inf', now - horizon)
  local _, last = from_end(1)
  local needed = math.max(now, last or 0, blocked_until + backoff) - now + 2 * horizon
  for _, key in ipairs(KEYS) do
    call('PEXPIRE', key, math.ceil(needed / 1000))
  end
end

local function grant(each)
  granted = granted + 1
  if strict then
    hold(each, IN_FLIGHT .. string.format('%.0f', now))
  elseif holders > 0 then
    call('HDEL', HOLDERS, each)
  end
end

if not state then
  make_up_for_loss()
elseif now < before - SECOND then
  shift(now - before)
else
  now = math.max(now, before)
end
if holders > 0 then
  carry()
end

local result = {0, 0}
if operation == 'reserve' then
  local slot = next_slot(limits, now)
  result[2] = slot - now
  if seconds < 0 or result[2] <= seconds then
    newest = math.max(newest + 1, now)
    result[1], id = newest, string.format('%016.0f', newest)
    call('ZADD', LOG, slot, id)
    if slot > now then
      hold(id, table.concat(ARGV, ' ', 8))
    else
      grant(id)
    end
  end
elseif operation == 'confirm' then
  local slot = tonumber(call('ZSCORE', LOG, id)) or -math.huge
  if now - slot > limits[1] or (slot <= now and now < blocked_until) then
    if granted_before then
      granted, granted_before = granted - 1, false
    end
    slot = rearrange({id = id, slot = slot, windows = limits})
    hold(id, table.concat(ARGV, ' ', 8))
  end
  if slot <= now and not granted_before then
    grant(id)
  end
  result[2] = slot - now
elseif operation == 'sent' then
  call('ZADD', LOG, now, id)
  rearrange()
elseif operation == 'done' then
  call('HDEL', HOLDERS, id)
elseif operation == 'status' then
  result = {0, next_slot(limits, now) - now, granted}
  for i = 2, #limits, 2 do
    result[#result + 1] = call('ZCOUNT', LOG, string.format('(%.0f', now - limits[i + 1]), '+inf')
  end
elseif seconds >= 0 or now >= blocked_until then  -- block
  if seconds < 0 then
    local again = backoff > 0 and now - blocked_until <= backoff
    backoff = again and math.min(2 * backoff, tonumber(ARGV[7])) or tonumber(ARGV[6])
    seconds = backoff
  end
  blocked_until, tidy_at = math.max(blocked_until, now + seconds), 0
  rearrange()
end

if holders > 0 then
  holders = call('HLEN', HOLDERS)
end
local untidy = holders > 0 or now >= tidy_at or horizon > horizon_before
if untidy then
  tidy_at = now + horizon
end
call('SET', STATE, struct.pack('<dddddddd', now, blocked_until, backoff, granted, newest, holders, tidy_at, horizon), 'KEEPTTL')
if untidy then
  tidy()
end
return result
