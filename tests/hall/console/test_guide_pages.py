"""The guides on the console: the one source of terminals and phones, as clerks and approvers read it."""


def asked(clerk, path="", **what):
    return clerk.web.get(f"/console/guides{path}", params={"lang": "zh", **what}).text


def seen(clerk, view):
    return asked(clerk, "/residence-permit", view=view)


def test_a_clerk_finds_an_item_by_its_pinyin_initials(clerk):
    page = asked(clerk, q="jzz")
    assert "居住证申领" in page
    assert "small-shop" not in page
    assert "没有找到" in asked(clerk, q="qqqq")


def test_the_guide_tells_first_what_each_reader_has_to_mind(clerk):
    shown = {view: seen(clerk, view) for view in ("window", "approver")}
    assert "窗口人员要注意" in shown["window"]
    assert "审批人员要注意" in shown["approver"]
    assert shown["window"].index("要带什么") < shown["window"].index("怎么办")
    assert shown["approver"].index("怎么办") < shown["approver"].index("要带什么")


def test_what_the_console_says_is_what_the_phone_says(clerk):
    console = seen(clerk, "applicant")
    guide = clerk.api.get("/guides/residence-permit").json()
    phone = clerk.web.get("/g/residence-permit", params={"lang": "zh"}).text
    for material in guide["materials"]:
        assert material["name"]["zh"] in console
        assert material["name"]["zh"] in phone


def test_a_guide_that_is_not_there_has_a_page_that_says_so(clerk):
    assert clerk.page("guides/nothing-here", status=404).html


def test_the_pages_are_whole_in_english(clerk):
    page = clerk.page("guides/residence-permit", lang="en").html
    assert "What clerks have to mind" in page
    assert "Residence permit" in page
