"""The journal against a model: whatever the order of events, and whenever the process ends."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from imgix_management import BadRequestError
from imgix_management.bulk import journal_items, read_journal
from imgix_management.bulk.inputs import chain
from imgix_management.bulk.items import Entry, JobIdentity, Outcome
from imgix_management.bulk.journal import Journal

IDENTITY = JobIdentity("update", {"source_id": "65a1", "names": ["猫"]}, "a hash", "https://api.imgix.com")
ENDS = st.sampled_from(["done", "failed", "unknown", "skipped"])


class JournalMachine(RuleBasedStateMachine):
    """A journal, and what it should hold. Closing it without a word stands for a process that is killed."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = 1000.0
        self.states = {}
        self.due = {}
        self.doubts = set()
        self.attempts = Counter()
        self.claimed = {}
        self.read = self.repeated = 0
        self.digest = b""
        self.planned = False
        self.open()

    def open(self):
        self.journal = Journal(self.folder / "a.journal", IDENTITY, clock=lambda: self.now)

    def teardown(self):
        self.journal.close()
        shutil.rmtree(self.folder)

    @precondition(lambda self: not self.planned)
    @rule(numbers=st.lists(st.integers(0, 15), max_size=6))
    def plan(self, numbers):
        entries = [Entry(f"猫/{number}", f'"{number}"') for number in numbers]
        self.digest = chain(self.digest, entries)
        again = self.journal.plan(entries, self.digest, None)
        expected = []
        for entry in entries:
            if entry.key in self.states:
                expected.append((entry, entry.input))
            else:
                self.states[entry.key] = "pending"
        assert again == expected
        self.read += len(entries)
        self.repeated += len(expected)

    @rule()
    def finish_plan(self):
        self.journal.finish_plan()
        self.planned = True

    @rule()
    def claim(self):
        item = self.journal.claim()
        ready = [key for key, state in self.states.items() if state == "pending" and self.due.get(key, 0) <= self.now]
        if item is None:
            assert not ready
            return
        assert item.key == ready[0]  # in the order of the input
        assert item.doubt == (item.key in self.doubts)
        assert item.attempts == self.attempts[item.key]
        self.attempts[item.key] += 1
        self.states[item.key] = "in flight"
        self.claimed[item.key] = item

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), state=ENDS)
    def end(self, data, state):
        key = data.draw(st.sampled_from(sorted(self.claimed)))
        error = None if state in ("done", "skipped") else BadRequestError(status_code=400, call=None)
        reason = "size" if state == "skipped" else None
        self.journal.end(self.claimed.pop(key), Outcome(state, state == "done", reason, error))
        self.states[key] = state
        self.doubts.discard(key)

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), doubt=st.booleans(), pause=st.none() | st.floats(0, 100))
    def release(self, data, doubt, pause):
        key = data.draw(st.sampled_from(sorted(self.claimed)))
        self.journal.release(self.claimed.pop(key), doubt=doubt, pause=pause)
        self.states[key] = "pending"
        (self.doubts.add if doubt else self.doubts.discard)(key)
        if pause is None:
            self.attempts[key] -= 1
        self.due[key] = 0 if pause is None else self.now + pause

    @rule(seconds=st.floats(0, 200))
    def wait(self, seconds):
        self.now += seconds

    @rule(repeatable=st.booleans())
    def killed_and_resumed(self, repeatable):
        self.journal.close()
        self.open()
        self.journal.restore(repeatable=repeatable, pause=0.0, delay=0.0)
        for key in self.claimed:
            self.states[key] = "pending"
            self.due[key] = 0
            (self.doubts.discard if repeatable else self.doubts.add)(key)
        self.claimed.clear()

    @precondition(lambda self: not self.claimed)
    @rule(unknown=st.booleans())
    def retry(self, unknown):
        self.journal.retry(unknown=unknown, pause=0.0)
        for key, state in self.states.items():
            if state == "failed" or (unknown and state == "unknown"):
                self.states[key] = "pending"
                self.due[key] = self.attempts[key] = 0
                if state == "unknown":
                    self.doubts.add(key)

    @invariant()
    def counts_are_those_of_the_model(self):
        report = read_journal(self.folder / "a.journal").report
        counts = Counter(self.states.values())
        for name in ("pending", "done", "failed", "unknown", "skipped"):
            assert getattr(report, name) == counts[name]
        assert report.in_flight == counts["in flight"]
        assert (report.total, report.repeated, report.planned) == (len(self.states), self.repeated, self.planned)
        journal = self.journal
        assert (journal.read, journal.digest, journal.total) == (self.read, self.digest, len(self.states))
        assert journal.open == counts["pending"] + counts["in flight"]

    @invariant()
    def every_item_is_recorded(self):
        assert {item.key: item.state for item in journal_items(self.folder / "a.journal")} == self.states


TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(settings.get_profile("project"), max_examples=30, stateful_step_count=25)


def test_a_claim_takes_no_longer_after_many_items(tmp_path):
    def steps():
        counted = []
        journal._connection.set_progress_handler(lambda: counted.append(1) and 0, 10)
        item = journal.claim()
        journal.next_due()
        journal._connection.set_progress_handler(None, 0)
        journal.end(item, Outcome("done"))
        return len(counted)

    journal = Journal(None, IDENTITY)
    journal.plan([Entry(str(number)) for number in range(2010)], b"", None)
    journal._connection.execute("UPDATE item SET not_before = 0 WHERE id > 2005")
    for _ in range(2):
        journal.end(journal.claim(), Outcome("done"))
    journal._connection.execute("UPDATE item SET state = 5 WHERE id > 2 AND id < 2000")
    assert steps() < 100
    journal.close()
