-- The reservation log of log.py, kept by a Redis or Valkey server. Look there for what it does and why.
-- All times are whole microseconds of the server's clock.
--
-- LOG      sorted set   ticket -> slot: all that count or wait, except those whose holders are too late
-- HOLDERS  hash         ticket -> the slack and windows of its budget, if its holder waits; BACK, if it was given
--                       back; FLYING and when its holder went, if it is in flight
-- STATE    string       what else there is: eight numbers
--
-- Tickets are named by the time they were asked for, so that they stay in this order where slots are equal. While
-- nobody waits and none is in flight, five commands do.
local call = redis.call
local LOG, HOLDERS, STATE = KEYS[1], KEYS[2], KEYS[3]
local BACK, FLYING = 'back', 'flying '
local SECOND = 1000000
local LONGEST_FLIGHT = 120 * SECOND
local LONGEST_LOSS = 61 * SECOND  -- the longest window for which the loss of a server's data is made up

-- operation, max_wait or seconds to close (below 0 if not given), ticket, whether it went, strict, pauses,
-- slack, and then count and length of each window
local operation, seconds, ticket, went = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4] == '1'
local strict = ARGV[5] == '1'
local budget, reach = {}, 0
for i = 8, #ARGV do
  budget[i - 7] = tonumber(ARGV[i])
  if i % 2 == 0 and i > 8 then
    reach = math.max(reach, budget[i - 7])
  end
end

if operation == 'give_back' then
  local held = call('HGET', HOLDERS, ticket)
  if held and string.sub(held, 1, #FLYING) ~= FLYING then
    call('HSET', HOLDERS, ticket, BACK)
  end
  return {0, 0}
end

local time = call('TIME')
local now = time[1] * SECOND + time[2]
local before, closed_until, pause, started, newest, held, tidy_at, reach_before = 0, 0, 0, 0, 0, 0, 0, 0
local state = call('GET', STATE)
if state then
  before, closed_until, pause, started, newest, held, tidy_at, reach_before = struct.unpack('<dddddddd', state)
  reach = math.max(reach, reach_before)
end

local function from_end(rank)
  local found = call('ZRANGE', LOG, -rank, -rank, 'WITHSCORES')
  return found[1], tonumber(found[2])
end

local function next_slot(windows, earliest)
  local found = math.max(earliest, closed_until)
  if held > 0 then  -- else the last went, and its slot is past
    local id, slot = from_end(1)
    while id and call('HGET', HOLDERS, id) == BACK do
      call('ZREM', LOG, id)
      call('HDEL', HOLDERS, id)
      id, slot = from_end(1)
    end
    found = math.max(found, slot or 0)
  end
  for i = 2, #windows, 2 do
    local _, counted = from_end(windows[i])
    if counted then
      found = math.max(found, counted + windows[i + 1])
    end
  end
  return found
end

local function hold(id, what)
  call('HSET', HOLDERS, id, what)
  held = held + 1  -- counted exactly in the end
end

-- New slots for `first`, if there is one, and all who wait; returns that of `first`.
local function rearrange(first)
  local queue, all = {}, call('HGETALL', HOLDERS)
  for i = 1, #all, 2 do
    local id, what = all[i], all[i + 1]
    if not (first and id == first.id) and string.sub(what, 1, #FLYING) ~= FLYING then
      local slot, windows = tonumber(call('ZSCORE', LOG, id)), {}
      for number in string.gmatch(what, '%d+') do
        windows[#windows + 1] = tonumber(number)
      end
      call('ZREM', LOG, id)
      if slot and what ~= BACK and now - slot <= windows[1] then
        queue[#queue + 1] = {id = id, slot = slot, windows = windows}
      else
        call('HDEL', HOLDERS, id)
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

-- The server's clock was set back: no time is taken to have passed.
local function shift(by)
  for _, id in ipairs(call('ZRANGE', LOG, 0, -1)) do
    call('ZINCRBY', LOG, by, id)
  end
  local all = call('HGETALL', HOLDERS)
  for i = 1, #all, 2 do
    local since = string.match(all[i + 1], '^' .. FLYING .. '(.*)')
    if since then
      call('HSET', HOLDERS, all[i], FLYING .. string.format('%.0f', since + by))
    end
  end
  closed_until, tidy_at = closed_until + by, 0
end

-- Count those in flight as if they were sent now.
local function carry()
  local all, some = call('HGETALL', HOLDERS), false
  for i = 1, #all, 2 do
    local since = string.match(all[i + 1], '^' .. FLYING .. '(.*)')
    if since then
      some = true
      call('ZADD', LOG, now, all[i])
      if now - since > LONGEST_FLIGHT then
        call('HDEL', HOLDERS, all[i])
      end
    end
  end
  if some then
    rearrange()
  end
end

-- Nothing is known of this bucket. If the server was started just now, it may have lost it: wait for a window.
local function make_up_for_loss()
  local info = redis.pcall('INFO', 'server')
  local uptime = type(info) == 'string' and tonumber(string.match(info, 'uptime_in_seconds:(%d+)'))
  if uptime and reach <= LONGEST_LOSS and uptime * SECOND < reach then
    closed_until = now + reach - uptime * SECOND
  end
end

-- Forget what counts no more, and let all keys live until nothing does. It is good for the time of `reach`, if nobody
-- waits.
local function tidy()
  if held > 0 then
    for _, id in ipairs(call('ZRANGEBYSCORE', LOG, '-inf', now - reach)) do
      call('HDEL', HOLDERS, id)
    end
  end
  call('ZREMRANGEBYSCORE', LOG, '-inf', now - reach)
  local _, last = from_end(1)
  local needed = math.max(now, last or 0, closed_until + pause) - now + 2 * reach
  for _, key in ipairs(KEYS) do
    call('PEXPIRE', key, math.ceil(needed / 1000))
  end
end

local function let_go(id)
  started = started + 1
  if strict then
    hold(id, FLYING .. string.format('%.0f', now))
  elseif held > 0 then
    call('HDEL', HOLDERS, id)
  end
end

if not state then
  make_up_for_loss()
elseif now < before - SECOND then
  shift(now - before)
else
  now = math.max(now, before)
end
if held > 0 then
  carry()
end

local told = {0, 0}
if operation == 'reserve' then
  local slot = next_slot(budget, now)
  told[2] = slot - now
  if seconds < 0 or told[2] <= seconds then
    newest = math.max(newest + 1, now)
    told[1], ticket = newest, string.format('%016.0f', newest)
    call('ZADD', LOG, slot, ticket)
    if slot > now then
      hold(ticket, table.concat(ARGV, ' ', 8))
    else
      let_go(ticket)
    end
  end
elseif operation == 'settle' then
  local slot = tonumber(call('ZSCORE', LOG, ticket)) or -math.huge
  if now - slot > budget[1] or (slot <= now and now < closed_until) then
    if went then
      started, went = started - 1, false
    end
    slot = rearrange({id = ticket, slot = slot, windows = budget})
    hold(ticket, table.concat(ARGV, ' ', 8))
  end
  if slot <= now and not went then
    let_go(ticket)
  end
  told[2] = slot - now
elseif operation == 'sent' then
  call('ZADD', LOG, now, ticket)
  rearrange()
elseif operation == 'answered' then
  call('HDEL', HOLDERS, ticket)
elseif operation == 'usage' then
  told = {0, next_slot(budget, now) - now, started}
  for i = 2, #budget, 2 do
    told[#told + 1] = call('ZCOUNT', LOG, string.format('(%.0f', now - budget[i + 1]), '+inf')
  end
elseif seconds >= 0 or now >= closed_until then  -- shut
  if seconds < 0 then
    local again = pause > 0 and now - closed_until <= pause
    pause = again and math.min(2 * pause, tonumber(ARGV[7])) or tonumber(ARGV[6])
    seconds = pause
  end
  closed_until, tidy_at = math.max(closed_until, now + seconds), 0
  rearrange()
end

if held > 0 then
  held = call('HLEN', HOLDERS)
end
local untidy = held > 0 or now >= tidy_at or reach > reach_before
if untidy then
  tidy_at = now + reach
end
call('SET', STATE, struct.pack('<dddddddd', now, closed_until, pause, started, newest, held, tidy_at, reach), 'KEEPTTL')
if untidy then
  tidy()
end
return told
