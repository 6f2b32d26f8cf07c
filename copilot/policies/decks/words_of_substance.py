"""Words of what was said and agreed, in the languages sellers write: cause and cost, assumptions, next steps, risks, learning.

All in small letters without marks; two spaces or a line's end part one form from the next.
"""

from copilot.policies.words import forms

CAUSE = forms(r"""
    cause[sd]?\b  root  reason\b  because  that's why  due to  comes from  problem:  it'?s how  since\b  causa  porque  ursache
    grund\b  weil\b  parce que  a cause  przyczyn\w*  bo\b  poniewaz  perche  oorzaak  orsak  arsak
""")

CONSEQUENCE = forms(r"""
    consequence  in (?:her|his|their) (?:own )?measure  costs?\b  loses?\b  lost\b  delayed  late by  penalty  reject\w*
    a year\b  per (?:hour|day|shop|unit|tonne|ton|minute|week|month|shift|line|case)  an hour  downtime  overtime  impact
    each\b  every (?:minute|hour|day|week|month|one)  consecuencia  cuesta  multa  la hora  al ano  kostet  folge  verlust
    pro (?:stunde|tag|jahr)  coute  par (?:jour|heure|an)  kosztuje  skutek  rocznie  costa\b  kost\b  pays? a  scrap
""")

PROBLEM = forms(r"""
    problem  pain\b  issue  complain\w*  trouble  struggl\w+  queue  delay  late\b  missing  lost\b  fail\w*  wait\w*  stop\w*
    error  problema  queja  schwierig\w*  probleme  klopot  cannot  can't  doesn't  don't
""")

PARAPHRASE = forms(r"""
    according to  told (?:me|us)  said\b  says\b  mentioned  explained  complain\w*  interested in
    is (?:worried|concerned|unhappy|frustrated)  segun  dijo  laut\b  sagt\w*  selon  a dit  wedlug  powiedzial\w*  secondo
    dice\b  big problem for
""")

ASSUMPTION = forms(r"""
    assum\w+  rests? on  based on  basis  if\b  supuest\w*  asum\w*  annahme\w*  angenommen  hypothes\w+  zaloz\w*  ipotesi
    aanname\w*  antag\w*  forutset\w*  \(mine\)  our estimate  estimate  calculat\w+  x \d  \d+ each  times \d
""")

EDITED = forms(r"""
    put in (?:her|his|their) own  with (?:her|his|their) own (?:number|rate|figure|count)s?  struck  said at least
    said (?:it was|it's|more like|closer|nearer|rather|at most|\d)  correct(?:ed|s)  edit(?:ed|s)\b  lowered  halved
    cross(?:es)? (?:it|them|that|mine|my \w+|the \w+)? ?out  crossed (?:it|them|that|mine|my \w+|the \w+) out
    rewrote (?:it|my|the)
    changed it to  measured (?:it )?(?:himself|herself|themselves)
    cut (?:my|it|our|the|that)  raised (?:my|it|our|the)  changed (?:my|it|our|the)  replaced  crossed out  adjust\w+
    confirm(?:ed|s)\b  checked (?:my|it|our|the|them)  agreed (?:the|to the|with the) (?:number|figure|range|assumption)
    her (?:red )?pen  tested with  brought (?:it|my) down  put (?:it|my) (?:down|up)  bajo mis  corrigi\w+  cambi[oó] m
    gestrichen  korrigiert\w*  geandert  halbiert  corrige  raye  poprawil\w*  skreslil\w*  corretto  rettet  strok
""")

CRITIC = forms(r"""
    critic  doubt(?:s|er|ful)\b  refus\w+  oppos\w+  unwilling  hostile  blam(?:e|es|ed)\b  no change\b
    does(?: not|n't) (?:like|want|believe|see)  sc?k?ept\w*  opponent  against us  blocker  resist\w*  detractor  critica\b
    critico\b  kritik\w*  gegner  opposant  krytyk\w*  przeciwn\w*  scettic\w*  not convinced  hates\b  distrust\w*
""")

GAP = forms(r"""
    not met  haven't met  have not met  i didn't meet  not (?:yet )?(?:known|spoken|reached|contacted)  unknown  blank
    no contact  missing  no conocid\w  no l[oa]s? conozco  no los he visto  vacio  nicht (?:bekannt|getroffen|kennengelernt)
    unbekannt  offen\b  pas (?:encore )?(?:rencontre|vu)  inconnu  nie (?:poznal\w*|spotkal\w*|znam)
    non (?:conosciuto|incontrato)  niet (?:ontmoet|bekend)  ikke mott  inte mott  to meet\b  haven't (?:seen|spoken)  tbc\b
    nobody yet  not identified  gap\b  gaps\b
""")

TO_DO = forms(r"""
    i(?:'ll| will|'m going to)? (?:send|call|follow|propose|prepare|drop|write|invite|ask|try|present|catch|reach|check|share
    |ping)\b  we(?:'ll| will)? (?:send|call|follow|propose|prepare|present|catch|reach|share|demo)\b  send\b  follow.?up
    catch up  check in  reach out  touch base  invit(?:e|ation)  keep in touch  present (?:our|the)  share (?:our|the)  prepare
    demo\b  proposal  quote\b  enviar  mandar  seguimiento  nachfassen  angebot (?:senden|schicken)  relanc\w+  envoyer  wyslac
    wysle  sollecit\w+  opvolgen
""")

PURPOSE = forms(r"""
    decid\w*  choos\w+  chose  select  test\w*  trial  pilot  whether
    to (?:see|agree|review|sign|approve|compare|measure|pick|go|walk|check|settle|confirm|look|define|validate|set|run|weigh
    |count)\b  review  agree on  approv\w*  measure  go through  para (?:decidir|ver|elegir|revisar|probar)  um zu  entscheid\w*
    prufen  testen  auswahl\w*  pour (?:decider|voir|choisir|tester)  decider  zdecyd\w*  wybra\w*  per decidere
    om te (?:beslissen|kiezen)  beslut\w*  avgjore  purpose  so that
""")

AGREED = forms(r"""
    agreed  accepted  confirmed  booked  invited  in (?:her|his|their) (?:calendar|diary)
    (?:she|he|they) (?:asked|proposed|chose|picked|set|suggested|want)  with\b  attend\w*  join\w*  works for  acord\w*
    confirm\w*  vereinbart  zugesagt  bestatigt  mit\b  avec\b  convenu  umowion\w*  potwierdz\w*  z (?:panem|pania)  con\b
""")

TESTED = forms(r"""
    test\b  test:  (?:asks|checks|finds out|confirms|will ask|will check|to ask|to check|is checking)  checking by
    \bby (?:the )?\d  before the  count(?:ing)? a  measure  pregunta\w*  antes del?  klart\b  pruft  bis zum?  fragt  verifie\w*
    avant le  sprawdzi\w*  do \d  chiede  verifica  we test  find out by  trial
""")

AGAINST = forms(r"""
    against(?:\b| us)  evidence against  contra\b  speaks against  counter  had no\b  they could (?:just )?  without buying
    maybe (?:it'?s not|they)  may not need  it may be that  en contra  tal vez baste  a lo mejor basta  dagegen  gegen uns
    spricht dagegen  contre nous  przeciw\w*  contro di noi  not everywhere  could do it (?:alone|themselves|without us)
    disproves?  the other way
""")

GENERIC_RISK = forms(r"""
    budget\w*  timing  time\b  timeline  compet\w+  priorit\w+  other vendors?  vendors?\b  resources?\b  buy-?in  stakeholders?
    change\b  economy  market\b  internal politics  procurement  presupuesto  competencia  tiempo  prioridades  konkurrenz
    wettbewerb  zeit\b  delais  concurrence  konkurencj\w*  budzet\w*  czas\b  concorrenza  busy  delays?\b  adoption  alignment
    pric(?:e|es|ing)\b  costs?\b  money  competitors?\b  exchange rates?  rates?\b  exchange\b  inflation  decisions?\b  decide\w*
    longer\b  take\b  takes\b  slow\b  management\b  people\b  politics\b  internal\b  approval\b  legal\b  security\b
    integration\b  contract\b  customers?\b  clients?\b  users?\b  team\b  support\b  interest\b  process\w*\b
    precios?\b  costes?\b  costos?\b  competidor\w*  economia  decision\b  cambio\b  mercado\b  recursos\b  preis\w*  kosten
    mitbewerb\w*  wirtschaft\w*  wechselkurs  entscheidung\w*  ressourcen  markt\b  prix\b  couts?\b  concurrents?\b
    economie  ressources  marche\b  priorites  risks?\b  other\b  and\b  the\b  lack of  no\b  possible  general
""")

ORDER = forms(r"""
    before\b  after\b  instead  first\b  then\b  next time  now\b  stop\w*  used to  wait\b  no longer  from now  antes  primero
    despues  en vez  ahora  bevor  zuerst  statt  kunftig  nachher  avant  d'abord  au lieu  desormais  najpierw  zamiast  zanim
    prima\b  invece  eerst  voortaan  forst  rather than  earlier  sooner  differently
""")

IMPERATIVE = forms(r"""
    ^(?:ask|send|write|leave|bring|start|sort|wait|listen|show|draw|count|read|call|visit|let|give|take|put|find|begin|keep
    |never|always|don't|do not|open|use|pick|name|check|go|make|record|share|quote|phone|test)\b
    ^(?:pide|manda|escribe|pregunta|lleva|empieza|fragt?|schreib\w*|schick\w*|bring\w*|erst|demander|ecrire|envoyer|montrer
    |pyta[jc]|pisz|wyslij)\b
""")

PLATITUDE = forms(r"""
    key\b  importan\w+  persisten\w+  never give up  consisten\w+  works?\b  get answers  gets an answer  matters\b  power of
    always be  team\s?work  is everything  believe in  patien\w+  relationships? (?:is|are|matter)  clave\b  wichtig  importante
    wazn\w+  get noticed  keep going  value\b  journey  great experience  learned a lot  stay (?:positive|focused)
""")

SHARED = forms(r"""
    used (?:it|them|mine)\b  ran (?:it|mine)\b  tried (?:it|mine)\b  have (?:done|run) (?:so|it|this) with  copied it
    did it too
    (?:wrote|made|recorded|put together) (?:a|it|the|one)[^.]{0,20}(?:guide|page|template|checklist|card|video|how-to|recipe)
    one-page  shared (?:it|the|my|with)  template (?:is|in|for) (?:the|our|all)  guide\b  in the (?:library|wiki|playbook)
    taught  showed (?:the|my) team  lo (?:uso|uso'|compart)\w*  guia\b  vorlage  anleitung  geteilt  partage  modele pour
    szablon  udostepni\w*  guida\b
""")

NOT_SHARED = forms(r"""
    haven't shared  not (?:yet )?shared  no lo he compartido  noch nicht geteilt  pas encore partage  over lunch  will share
    going to share  plan to share
""")
