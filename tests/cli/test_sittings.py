"""What is handled within a session is voted on while the congress sits; not before, not after."""

METHOD = ("通过选举办法", "赞成票=68", "反对票=1", "弃权票=1")


def refusal(office, *more):
    said = office.json("do", "BX2026-1", *METHOD, *more)
    assert said.code == 1
    (finding,) = [one for one in said.doc["findings"] if one["effect"] == "void"]
    return finding["message"], finding["remedy"]


def test_an_election_waits_for_the_opening(office):
    office.told("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")
    office.told("open", "officer-by-election", "补选镇长", "--within", "S20-1")
    office.told("do", "BX2026-1", "确定职务和名额", "职务=镇长", "应选名额=1", "届中出缺=是")
    before = office.head()
    message, remedy = refusal(office)
    assert "“会议”阶段办,现在还是“筹备”阶段" in message
    assert remedy.endswith("renda next S20-1")
    rows = {row["step"]: row for row in office.told("next", "BX2026-1")["steps"]}
    assert (rows["adopt-method"]["status"], rows["nominate"]["status"]) == ("not_yet", "not_yet")
    assert office.head() == before
