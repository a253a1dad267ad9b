from benchmarks.simulation import simulate


def test_an_hour_of_a_busy_account() -> None:
    buckets = simulate(workers=100, hours=1.0, begins=9.0)
    assert {name: bucket.refused for name, bucket in buckets.items()} == dict.fromkeys(buckets, 0)
    saturated = {name: bucket.used_in_rush / bucket.possible for name, bucket in buckets.items() if bucket.windows > 5}
    assert saturated.keys() == buckets.keys() - {"create-source", "update-source"}  # theirs is one window
    assert min(saturated.values()) >= 0.98
    assert max(saturated.values()) <= 1.001
