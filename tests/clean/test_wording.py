"""What is left out, and what never may be."""

from __future__ import annotations

import pytest

from bulletin.clean.wording import unspoken, wording_rules


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("RELATED: NHS trust opens new ward", "related link"),
        ("Most read in The Echo", "related link"),
        ("MORE UK NEWS", "related link"),
        ("More from us", "related link"),
        ("‘I fed the ducks’: the people of the riverRead more", "related link"),
        ("3 of 14", "byline"),
        ("Town (4-4-2): Pell; Bray, Dunn, Holt; Cole, Vick; Orr, Nash.", "match details"),
        ("Attendance: 4,100. Referee: A Bone.", "match details"),
        ("In association with Vale Tyres", "publisher's notice"),
        ("Keep Vale Echo free", "sign-up"),
        ("We are two people and a dog. Buy us a coffee?", "sign-up"),
        ("Bet £10 get £30. 18+ BeGambleAware.org", "sign-up"),
        ("The video will auto-play soon8Cancel", "machinery"),
        ("Play now", "machinery"),
        ("Do you have an opinion on the issues raised in this article? Click here.", "reader contact"),
        ("The boat lies in 12 metres of water. Credit: Vale Lifeboat", "byline"),
        ("Jo Bell with her boots (Sam Oak/PA)", "byline"),
        ("Jo Bell with her award (PA)", "byline"),
        ("Published: by Radio Vale", "byline"),
        ("Advertisement - Continue Reading Below", "byline"),
        ("This story is free to read because 900 members pay for it.", "sign-up"),
        ("Join 640 neighbours who get our weekly email.", "sign-up"),
        ("If you value what we do, please become a supporter from £2 a month.", "sign-up"),
        ("From as little as £1 you can help.", "sign-up"),
        ("Good morning, and welcome to your Saturday read.", "sign-up"),
        ("If you like it, please forward this to a friend.", "sign-up"),
        ("Are you at the scene? Email newsdesk@valeecho.example", "reader contact"),
        ("If you know more about this story, email jo@valeecho.example", "reader contact"),
        ('[caption id="attachment_3" width="1024"] Jo Bell at the weir[/caption]', "machinery"),
        ("Site last updated 1.10.26. You are visitor number 18823.", "machinery"),
        ("Read more: The bakers who paid for a scanner", "related link"),
        ("READ MORE | Ducks return to the weir", "related link"),
        ("For more stories like this, visit our website here.", "related link"),
        ("You can read the full report here", "related link"),
        ("Story continues below", "related link"),
        ("Sign up for our free daily newsletter", "sign-up"),
        ("Get the latest news straight to your inbox", "sign-up"),
        ("Subscribe to our newsletter", "sign-up"),
        ("Share this article", "share or follow"),
        ("Follow us on Facebook and Instagram", "share or follow"),
        ("Facebook Twitter WhatsApp Email", "share or follow"),
        ("Got a story? Email newsdesk@valeecho.example", "reader contact"),
        ("Have your say in the comments below", "reader contact"),
        ("Comments are closed", "reader contact"),
        ("By Jo Bell", "byline"),
        ("By Jo Bell, Local Democracy Reporter", "byline"),
        ("Words by Jo Bell", "byline"),
        ("Image: Vale Echo", "byline"),
        ("(Image: Getty Images)", "byline"),
        ("Picture: Jo Bell", "byline"),
        ("Published: 2 March 2026, 07:15", "byline"),
        ("Additional reporting by Sam Oak.", "byline"),
        ("© 2026 Vale Echo. All rights reserved.", "byline"),
        ("Advertisement", "byline"),
        ("Tags: council, trees", "byline"),
        ("5 min read", "byline"),
        ("This article was amended on 2 March to correct a name.", "publisher's notice"),
        ("This is a breaking news story. More to follow.", "publisher's notice"),
        ("We may earn a commission from links on this page.", "publisher's notice"),
        ("We use cookies to make this site better.", "publisher's notice"),
        ("More from the Vale Echo", "related link"),
        ("Você também pode gostar...", "related link"),
        ("Das könnte Sie auch interessieren:", "related link"),
        ("The ward before it opened, pictures © Vale Echo, 2026", "byline"),
        ("Medically reviewed by", "byline"),
        ("Download and install the new Vale Echo app for alerts.", "sign-up"),
        ("Get a free valuation of your home before you sell.", "sign-up"),
        (
            "Do you have a problem with a firm that will not answer? The Echo is on your side.",
            "reader contact",
        ),
        ("The firm is at the show all week. We’d love to meet you there.", "reader contact"),
        ("We invite you to visit us at our stand in Hall 4.", "reader contact"),
        ("Be sure to check out our guide to the best walks in the vale.", "related link"),
        ("(Graphic: How the river rose)", "byline"),
        ("Correction, 2 March 2026: This article gave a wrong date for the fair.", "publisher's notice"),
        ("Catch up on the campaign with our weekly podcast from the town hall.", "sign-up"),
        ("This page was last changed in 2026. Webmaster: Ken.", "publisher's notice"),
        ("Related articles from our blog:", "related link"),
        ("Shop the women's boots in every size", "related link"),
        ("Email: jo.bell@valeecho.example", "share or follow"),
        ("By Jo Bell — March 2, 2026 6 min read", "byline"),
        ("The lines of the storm on Friday. (NOAA/SPC)", "byline"),
        ("This page is for informational purposes only.", "publisher's notice"),
        ("Vale Pumps does not provide legal or tax advice.", "publisher's notice"),
        ("Comentários ofensivos não serão aprovados pelo moderador.", "reader contact"),
        ("[signup form=1234]", "machinery"),
        ("Press enter or click to view image in full size", "machinery"),
    ],
)
def test_a_line_that_is_not_for_listeners_is_named(line: str, rule: str) -> None:
    assert unspoken(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "Anyone with information is asked to call Vale Police on 101, quoting 4321 of 2 March.",
        "Patients who feel unwell should call NHS 111 or visit the walk-in centre in Mill Street.",
        "Residents can contact the council on 01632 960001 between 9am and 5pm.",
        "The council has asked residents to share their views before the end of the month.",
        "She said the newsletter had been a lifeline for patients on the ward.",
        "Read the letter carefully, said the judge, and then tell me what you think.",
        "Follow the signs to the car park, which is free after 6pm.",
        "By the time the fire brigade arrived, the barn had gone.",
        "More than 200 people joined the march on Saturday.",
        "Watch out for ice on the roads, the council has warned.",
        "The picture was sold for £48,000 at an auction in London.",
        "A cookie recipe from 1953 has won the county fair.",
        "Join the queue at eight and bring a coat, the nurses advise.",
        "Support for the plan has grown since the meeting in March.",
        "Parking at the hospital is free for the first 30 minutes.",
        "The trust was updated on Monday and will meet again on Friday.",
        "A shop in Mill Street sold the boots to women of every age for forty years.",
        "The solicitor said the charity would give free legal advice from Monday.",
        "More from the collection will be shown in the spring, the museum said.",
        "Vale Pumps is looking for forty workers, and its owner said they would be hired by May.",
        "Ready to march at dawn, they waited for the rain to stop.",
        "Were you in Mill Street on Monday night? Email appeals@vale.police.example or call 101, police said.",
        "The fares start at as little as £2, and you can pay by card.",
        "“We rely on donations for all of this,” said the coxswain.",
        "More people read the news than ever, the survey found.",
        "Families on Universal Credit: Payments will come early, the department said",
        "Nurses are asked to become a member of the choir, which meets on Tuesdays.",
        "The fair is held in association with the school, and entry is free.",
        "If every family gave an hour, the path would be mended by May, he said.",
        "Attendance at the clinic has doubled since March, the trust said.",
        "Town (who had lost 4-2) were glad of a draw, their manager said.",
        "The video will be played to the jury on Monday.",
        "The museum is free to visit because the town pays for it.",
    ],
)
def test_a_line_of_the_story_is_never_taken_for_furniture(line: str) -> None:
    assert unspoken(line) is None
    assert unspoken(line, is_tail=True) is None


@pytest.mark.parametrize(
    "line", ["£25 could pay for an hour of care at home.", "Your gift could help us to be there."]
)
def test_what_a_gift_could_buy_is_no_news_at_the_end(line: str) -> None:
    assert unspoken(line) is None
    assert unspoken(line, is_tail=True) == "sign-up"


def test_who_the_writer_is_goes_only_at_the_end() -> None:
    line = "Jo Bell is a reporter who has covered the Vale since 2004."

    assert unspoken(line) is None
    assert unspoken(line, is_tail=True) == "about the writer"


@pytest.mark.parametrize(
    "line",
    [
        "Looking for a pump of your own?",
        "We would be happy to help with your next pump.",
        "Vale Pumps is a leading provider of pumps for the whole county.",
        "The firm is headquartered in Marlow Vale and employs 300 people.",
    ],
)
def test_a_firm_s_invitation_goes_only_at_the_end(line: str) -> None:
    assert unspoken(line) is None
    assert unspoken(line, is_tail=True) == "promotion"


@pytest.mark.parametrize(
    "line",
    [
        "Tickets were sold: click here to buy one, opens in a new tab",
        "Sign up to our daily newsletter, straight to your inbox, or unsubscribe at any time",
        "You can follow her on Twitter, and find us at news@valeecho.example",
        "Please complete the form, get in touch with our team or tell us below, and share your story with us",
        "Jo Bell contributed to this report. Copyright Vale Echo 2026, all rights reserved",
        "We may earn a commission. The views expressed are the writer's own and not ours. We use cookies",
    ],
)
def test_no_hint_hides_a_line_from_its_rule(line: str) -> None:
    said = line.replace("'", "’")

    matching = [rule for rule in wording_rules() if rule.holds.search(said)]

    assert matching
    assert all(any(hint in said.lower() for hint in rule.hints) for rule in matching)


def test_every_rule_has_a_reason() -> None:
    assert all(rule.why and rule.name for rule in wording_rules())


@pytest.mark.parametrize(
    "line",
    [
        "We are regulated by IPSO. If you wish to complain, see our complaints page.",
        "The council is not responsible for the content of external websites.",
        "Did you know with a Digital Subscription to The Post, you can read everything?",
        "A message from the Editor: please buy a paper.",
        "Hide AdHide Ad",
        "You can find this story in My Bookmarks.",
        "If you need this leaflet in another language or format, please contact PALS on 01632 960 960.",
        "Elderby Hospice is a registered charity (1099999).",
        "Follow Radio Tarnshire on BBC Sounds and Facebook.",
        "Tell us which stories we should cover in Tarnshire",
        "For media enquiries only, please call 01632 960 500.",
        "A welcome email is on its way. If you don't see it, please check your junk folder.",
        "Even the mill pond froze that winter. ↩︎",
        "Now £71 at the mill shop. Check price",
        "Read the full review",
    ],
)
def test_what_british_sites_say_of_themselves_is_not_spoken(line: str) -> None:
    assert unspoken(line)


@pytest.mark.parametrize(
    "line",
    [
        "The press regulator IPSO said it had had four complaints.",
        "The charity said it would carry on, and that 40 volunteers had come forward.",
        "He was sent a download code for the council's parking app.",
        "Hospital managers said they wanted comments from patients on the new visiting hours.",
    ],
)
def test_news_about_such_things_is_spoken(line: str) -> None:
    assert unspoken(line) is None
