"""Small decks by invented sellers of several trades and languages, with what a careful reader would say of them.

Each has the levels a reader would give within one level either way, the gates that are not met, and the faults that are plain.
"""

from dataclasses import dataclass, field
from datetime import date

from copilot.domain.decks import Deck, Story
from tests.policies.deck_maker import make_deck, make_story


@dataclass(frozen=True)
class Sample:
    name: str
    author: str
    as_of: date
    deck: Deck
    story: Story | None
    levels: dict[str, int]
    not_met: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    absent: tuple[str, ...] = field(default=())  # faults that would be a false alarm
    origin: str | None = None


_D01 = """
# Orrin Cement: the kiln that stops for a fan
Tomas Keller, KilnSight
Executive: Ilse Brandt, COO
11 September 2026
# Why Orrin, why now
Permit for kiln 3 published 21 August 2026 (state gazette, no. 34): 15% more clinker from January
Brandt told the local paper on 24 August that she would reach it without a new kiln
# Who matters
Ilse Brandt | COO | promised the 15%
Maintenance chief, Jens Okafor | met 4 Sept | sceptic: "we have had sensors before"
Plant controller | email only | counts stops per month
Works council | not met | ?
# What I did
24 Aug permit-watch note on the gazette entry (new to me): three plants that raised output with the old kiln, one page
27 Aug Brandt replied; 28 Aug sent the fan stops of one of the three plants only; 1 Sept she answered
2 Sept customer-to-peer introduction: our customer in Linz rang her, 4 Sept visit
Note first because the permit was three weeks old; introduction second because she doubted sensors
# Proof of engagement
27 Aug | Brandt | "Which of the three had the fan problem? We do."
28 Aug | me | Fan stops of that plant, one table
1 Sept | Brandt | "Eleven stops. We had fourteen. Who did you talk to there?"
3 Sept | Brandt | "Your man in Linz was frank. Come on Friday."
# What she said
Brandt: "A kiln stop costs me nine hours and eighty tonnes, and nobody owns it."
Okafor: "The fan is changed when it screams."
Cause: vibration is read once a week by hand
Consequence in her measure: 14 stops last year, 80 tonnes each
# Opportunity
EUR 300,000 - 480,000 a year
Assumptions: 8 to 12 stops avoided (Brandt cut my 14), 80 tonnes each, EUR 45 margin
Stage: she released the stop log
# Next step and risks
25 September 2026: Brandt, Okafor and the controller go through the stop log with us, she decides on one kiln for ten weeks
Unknown: does the works council accept night readings? Okafor asks by 18 Sept
Unknown: who pays, maintenance or energy
Against us: three of fourteen stops were power cuts
# Learned, ask
I wait until the permit is printed and send one page, before I used to send the brochure the same day
Wrote it on a card, Mira used it at Tarn
Ask: our process engineer on 25 September
"""
_S01 = """
Ilse Brandt runs the plants of Orrin Cement, and in August the state gave her a permit for fifteen percent more
clinker. She told the local paper she would
reach it without a new kiln. So there's a number, and there's her name.
I'd normally send the brochure. This time I wrote one page, three plants that did it with the old kiln, and I waited
to see.
She replied on the twenty-seventh of August. She wrote, which of the three had the fan problem, we do. That was the
moment. I'd thought it was about energy and it was about a fan.
So I sent her only the fan stops of that one plant. And she answered, eleven stops, we had fourteen, who did you talk
to there.
Then our customer in Linz rang her, which I'd never dared to ask for, and on the fourth of September I was at the plant.
She said, a kiln stop costs me nine hours and eighty tonnes, and nobody owns it.
Jens, the maintenance chief, doesn't believe in sensors, he's had them before. He says the fan is changed when it
screams.
What does it mean in her measure? Fourteen stops last year, eighty tonnes each. I had said all fourteen could go. She
cut it, she said eight to twelve.
That makes three hundred to four hundred and eighty thousand euros a year.
What could break it? I don't know if the works council accepts night readings, Jens asks them by the eighteenth. I
don't know whose budget it is. And three of the fourteen were power cuts, nothing we do helps there. I told her that.
The next step is the twenty-fifth of September. She brings Jens and the controller, we go through the stop log, and
she decides on one kiln for ten weeks.
From you I'd like our process engineer on that day.
What I learned: I wait until it's printed, and then I send one page. I wrote it on a card and Mira used it at Tarn and
had an answer in two days.
If you remember one thing, a kiln stop costs nine hours and eighty tonnes and nobody owns it.
"""
D01 = Sample(
    "good, cement",
    "Tomas Keller",
    date(2026, 9, 11),
    make_deck(_D01, author="Tomas Keller"),
    make_story(_S01),
    {"K1": 4, "K2": 4, "K3": 4, "K4": 4, "K5": 4, "K6": 4, "K7": 4, "K8": 4, "K9": 4, "K10": 4, "K11": 4, "K12": 4},
    absent=(
        "number_without_basis",
        "other_account_named",
        "number_story_differs",
        "injection",
        "generic_risk",
        "slide_never_spoken_to",
    ),
)

_D02 = """
# Veldhuis Logistics and the missing pallets
Anouk de Wit, TraceLine
Joris Veldhuis, Managing Director
3 April 2026
# The reason to call now
9 March 2026, trade paper Logistiek Dagblad: Veldhuis lost the Kroon contract over late returns
Joris Veldhuis said in the same article that every pallet would be counted by summer
# People
Joris Veldhuis, Managing Director: has to win the next tender
Sanne Bakker, warehouse manager: wants no second scanner
Customer service lead: takes the complaints
Finance: not met
# How I got near
12 March: one-minute video on the article's last paragraph, first time I recorded one
13 March Joris wrote back, 16 March sent a count of returns per depot because he asked where, 18 March he answered
# Evidence
Joris, 13 March: "Where did you get the Tiel figure? It is worse."
Me, 16 March: table of returns per depot, Tiel on top
Joris, 18 March: "Tiel is the one I drive to on Saturdays. Come along."
# In their words
Joris: "I lose a customer over pallets that stand in my own yard."
Sanne Bakker: "We write it on paper because the gate has no signal."
Late returns cost EUR 11 each and there were 9,200 last year
# What it may be worth
EUR 60,000 to 90,000 a year, assuming 6,000 to 8,000 of 9,200 late returns at EUR 11
# Next
21 April 2026: Joris has invited Sanne and us to the Tiel yard to see one Saturday's returns and choose a gate for a trial
Not known: whether the depot in Tiel stays open; whether the forwarder will share its gate times
# Ask
One engineer for a Saturday in Tiel
"""
_S02 = """
Joris Veldhuis lost the Kroon contract in March and it was in the trade paper. He's the managing director of Veldhuis
Logistics, and he said there that every pallet would be counted by summer.
I made a video of one minute about that last paragraph. On the thirteenth of March he wrote back, where did you get
the Tiel figure, it is worse.
So I made a table per depot with Tiel on top. And he answered, Tiel is the one I drive to on Saturdays, come along.
He told me, I lose a customer over pallets that stand in my own yard. And Sanne, who runs the warehouse, says they
write it on paper because the gate has no signal.
What does it mean? Eleven euros for each late return, nine thousand two hundred last year.
What could go wrong is that the Tiel depot closes, I don't know that. And the forwarder may not share his gate times.
The next step is the twenty-first of April. He invited Sanne and us to the yard, and they choose a gate for a trial.
"""
D02 = Sample(
    "good but short, no learning",
    "Anouk de Wit",
    date(2026, 4, 3),
    make_deck(_D02, author="Anouk de Wit"),
    make_story(_S02, seconds=165.0),
    {"K1": 4, "K2": 4, "K3": 3, "K4": 4, "K5": 4, "K6": 4, "K7": 3, "K8": 3, "K9": 4, "K10": 3, "K11": 3, "K12": 1},
    faults=("story_too_short", "no_learning"),
    absent=("number_without_basis", "injection", "other_account_named"),
)

_D03 = """
# Sable Marine: an opportunity in shipping
Dean Ruskin, PortPay
Finance team at Sable Marine
8 May 2026
# Why now
Sable Marine is a big company and shipping is changing
# Who
The finance team
# What I did
Posted three articles about payments, commented on industry news
# Proof
8 likes on my post about port fees
# What they said
They need faster payments
# Opportunity
Around 200k
# Next step
Catch up soon
# Thank you
Questions?
"""
_S03 = """
Hello everyone, this is about Sable Marine. They're a big shipping company and I think there's a lot of potential for
us there.
I've been posting about port payments and my posts get good reactions, one of them had eight likes, and one of the
likes was from somebody at Sable Marine in finance.
So I think the finance team is interested. They need faster payments, everybody in shipping does.
I think it's around two hundred thousand. We'll catch up soon and see where it goes.
"""
D03 = Sample(
    "weak, no executive",
    "Dean Ruskin",
    date(2026, 5, 8),
    make_deck(_D03, author="Dean Ruskin"),
    make_story(_S03, seconds=95.0),
    {"K1": 2, "K2": 1, "K3": 1, "K4": 2, "K5": 1, "K6": 1, "K7": 2, "K8": 1, "K9": 2, "K10": 1, "K11": 2, "K12": 1},
    not_met=("GT2", "GT3", "GT4"),
    faults=("no_named_executive", "likes_as_proof", "next_step_without_date", "story_too_short"),
    absent=("injection", "inherited_lead", "keyword_stuffing"),
)

_D04 = """
# Castellan Insurance: claims that wait for a stamp
Priya Raman, FlowDesk
Executive: Helen Osei, Chief Claims Officer
12 June 2026
# Why now
Webinar lead passed to me by marketing in November 2025
Regulator's letter of 2 April 2026 (public register): claims over 30 days to be reported; Osei signed the answer
# Who
Helen Osei | Chief Claims Officer | signed the answer to the regulator
Head of motor claims | met 28 May | wants fewer reports
IT service owner | not met | ?
# What I did
8 April one-page note on the letter, 14 April Osei answered, 16 April second note on stamps only, 22 April Osei answered
# Proof
14 April | Osei: "Thirty days is our average, not our limit."
22 April | Osei: "The stamp is the week. Show me where."
# What she said
Osei: "Four days of every claim are a stamp nobody reads."
Cause: the branch must sign what the centre has signed already
Consequence: 1,900 claims over 30 days last quarter
# Opportunity
GBP 240,000 - 310,000 a year
Assumptions: 1,900 claims, 4 days each, GBP 35 a day (Osei)
# Next step and risks
30 June 2026: Osei and the head of motor claims walk one claim through with us to decide which stamp goes
Unknown: does the auditor need the branch stamp? Unknown: who owns the form
# Learned, ask
I read the public register before I read the website
Ask: an hour with our compliance lead
"""
_S04 = """
Helen Osei is the Chief Claims Officer of Castellan Insurance, and on the second of April the regulator wrote to them.
This came to me as a webinar lead from marketing in November, and nothing had happened with it.
I wrote one page about the letter. She answered, thirty days is our average, not our limit. So I sent a second one
only about stamps. She wrote, the stamp is the week, show me where.
She told me, four days of every claim are a stamp nobody reads. The branch must sign what the centre has signed.
In her measure it's nineteen hundred claims over thirty days in a quarter.
What could break it, the auditor may need that stamp. The next step is on the thirtieth of June, she and the head of
motor claims walk one claim through with us.
What I learned is to read the public register before I read the website. In one sentence, four days of every claim are
a stamp nobody reads.
"""
D04 = Sample(
    "inherited lead",
    "Priya Raman",
    date(2026, 6, 12),
    make_deck(_D04, author="Priya Raman"),
    make_story(_S04, seconds=300.0),
    {"K1": 4, "K2": 4, "K3": 3, "K4": 4, "K5": 4, "K6": 4, "K7": 3, "K8": 2, "K9": 4, "K10": 3, "K11": 4, "K12": 3},
    not_met=("GT7",),
    faults=("inherited_lead",),
    absent=("injection", "number_without_basis", "one_thread"),
)

_D05 = """
# Norrby Foods: modern planning with PlanWise
Erik Lund, PlanWise
Executive: Karin Norrby, Chief Executive Officer
20 March 2026
# Why this account
New factory announced on 2 February 2026 (company press release)
# Who
Karin Norrby, CEO
Production planner, Olle
# What I did
5 Feb message to Karin Norrby about the factory, 9 Feb Karin answered
11 Feb sent our product video, 17 Feb Karin answered and asked for a meeting
# Proof
9 Feb | Karin Norrby: "Thank you, send me something short."
17 Feb | Karin Norrby: "OK, come on 27 Feb."
# What they need
Our platform gives full visibility of every order
The dashboard shows bottlenecks in real time
Our AI-powered module plans the shifts
# Value
2.3 million in savings
Our customers see results in weeks
# Next step
27 March 2026: we present our demo to Karin Norrby and the planner
Risks: they compare with their own spreadsheet, the factory opens late
# Learned
A short message works
Ask: a demo engineer
"""
_S05 = """
Karin Norrby is the chief executive of Norrby Foods and in February they announced a new factory. I wrote to her and
she answered, thank you, send me something short.
I sent our product video and she asked for a meeting on the twenty-seventh.
Our platform gives full visibility of every order. The dashboard shows bottlenecks. The module plans the shifts. Two
point three million in savings.
The next step is the twenty-seventh of March, we present our demo. The risk is the spreadsheet. What I learned is that
a short message works.
"""
D05 = Sample(
    "product story",
    "Erik Lund",
    date(2026, 3, 20),
    make_deck(_D05, author="Erik Lund"),
    make_story(_S05, seconds=310.0),
    {"K1": 3, "K2": 3, "K3": 2, "K4": 3, "K5": 3, "K6": 1, "K7": 2, "K8": 2, "K9": 2, "K10": 3, "K11": 3, "K12": 2},
    faults=("product_story", "number_without_basis"),
    absent=("no_named_executive", "likes_as_proof", "injection", "signal_undated"),
)

_D06 = """
# Halvorsen Timber: boards that warp
Maja Berg, DrySense
Executive: Nils Halvorsen, owner and CEO
4 May 2026
# Why now
Complaints about warped boards in the trade forum, 12 March 2026
# Who
Nils Halvorsen, CEO
# What I did
16 March message to Nils about the forum thread, 18 March Nils answered
23 March sent a drying chart, 25 March Nils answered
# Proof
18 March | Nils: "Who told you? It is the north shed."
25 March | Nils: "Nice chart."
# What he said
Nils: "I throw away a truck of boards a month and I do not know which shed."
# Opportunity
NOK 900,000 a year
# Next step and risks
19 May 2026: call with Nils to look at the shed readings
Risks: budget, timing, competition
# Learned
Charts work better than text
Ask: a loan sensor
"""
_S06 = """
Nils Halvorsen owns Halvorsen Timber, and in March customers complained in a forum about warped boards.
I wrote to him about the thread and he answered, who told you, it is the north shed. I sent a drying chart and he
answered, nice chart.
He said, I throw away a truck of boards a month and I do not know which shed.
It's nine hundred thousand kroner a year I think. The risks are budget and timing and competition.
The next step is a call on the nineteenth of May. I learned that charts work better than text.
"""
D06 = Sample(
    "borderline, one thread",
    "Maja Berg",
    date(2026, 5, 4),
    make_deck(_D06, author="Maja Berg"),
    make_story(_S06, seconds=305.0),
    {"K1": 4, "K2": 3, "K3": 3, "K4": 3, "K5": 4, "K6": 3, "K7": 2, "K8": 1, "K9": 3, "K10": 2, "K11": 3, "K12": 2},
    faults=("one_thread", "generic_risk", "number_without_basis"),
    absent=("no_named_executive", "injection", "next_step_without_date"),
)

SAMPLES = [D01, D02, D03, D04, D05, D06]
