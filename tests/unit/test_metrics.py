from bot import metrics


def counted(name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(f"kaituan_{name}", labels) or 0.0


def test_an_act_is_counted_by_its_outcome_and_timed() -> None:
    before = counted("acts_total", act="join", outcome="done"), counted("act_seconds_count", act="join")
    metrics.act_ended("join", "done", 0.002)
    after = counted("acts_total", act="join", outcome="done"), counted("act_seconds_count", act="join")
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


def test_a_send_is_counted_by_kind_and_outcome_with_its_lag() -> None:
    metrics.send_ended("team-formed", "retry")
    metrics.send_ended("team-formed", "sent")
    metrics.delivered("team-formed", 0.3)
    metrics.outbox_waits(4)
    assert counted("outbox_total", kind="team-formed", outcome="sent") == 1
    assert counted("outbox_total", kind="team-formed", outcome="retry") == 1
    assert counted("delivery_lag_seconds_bucket", kind="team-formed", le="0.5") == 1
    assert counted("outbox_pending") == 4


def test_the_size_of_a_commit_is_seen() -> None:
    before = counted("commit_group_size_sum")
    metrics.group_committed(12)
    assert counted("commit_group_size_sum") - before == 12


def test_the_page_is_text_with_the_process_in_it() -> None:
    assert "process_resident_memory_bytes" in metrics.page().decode()
