"""Words of the outreach, in the languages sellers write: who answered, who sent, what happened at the account, who began it.

All in small letters without marks; two spaces or a line's end part one form from the next.
"""

from copilot.policies.words import forms

REPLY = forms(r"""
    repl(?:y|ies|ied)  answer(?:s|ed)?\b  wrote (?:back|me|to me)  writes back  respon(?:se|ded|ds)  came? back  corrected
    got back  rang me  called me  phoned me  messaged me  asked me  told me  she (?:wrote|said|says|asked|goes|rang|called|sent)
    he (?:wrote|said|says|asked|goes|rang|called|sent)  they (?:wrote|said|asked|answered|replied)  i get\b  sent me
    invited (?:me|us)  forwarded  struck  respuesta  respond\w+  contest\w+
    me (?:escribio|dijo|dice|borro|mando|llamo|contesto|pidio|corrigio)  mensaje de  antwort\w*  schrieb (?:mir|zuruck)
    geantwortet  ruckmeldung  rief (?:mich|an)  repon(?:se|du|d)\b  a ecrit  m'a (?:ecrit|dit|repondu|appele)  odpowied\w*
    odpisal\w*  napisal\w* (?:mi|do mnie)  risposta  risposto  antwoord\w*  svar\w*
""")

OWN = forms(r"""
    i\b  i'(?:ve|d|m)\b  me\b  my\b  we\b  our\b  yo\b  ich\b  wir\b  je\b  j'  nous\b  ja\b  io\b  ik\b  jeg\b  jag\b
    (?:le )?(?:mande|envie|escribi|hice|puse)\b  wyslal\w+  napisalem  napisalam
""")

SENT = forms(r"""
    sent\b  send(?:s|ing)?\b  wrote\b  posted\b  comment\w*  message  mail\b  email  e-mail  note\b  voice  video  page\b
    table\b  sheet  list\b  brief\b  letter  count\b  version  call(?:ed)?\b  asked\b  made\b  cameo  calendar  photo  chart
    introduc\w+  question  mande  envi[eo]  lista  presentacion  mensaje  geschickt  gesendet  schickte  nachricht  brief
    envoye  wyslal\w*  notatk\w*  wiadomosc  followed up  shared  delivered  drew  built  prepared  recorded  did\b  checked
    sketch  memo  model\b  map\b
""")

MEETING = forms(r"""
    call\b  calls\b  met\b  meeting  visit  visita  llamada  reunion  conversation  spoke  coffee  lunch  walk(?:ed)?\b  chat\b
    gesprach  termin\b  telefonat  treffen  besuch  rendez-vous  appel\b  rozmow\w*  spotkani\w*  incontro  samtal\w*  mote\b
    on site  workshop  zoom\b  teams\b
""")

PASSIVE = forms(r"""
    (?<!look )(?<!looks )(?<!would )(?<!feels )(?<!sound )like[sd]?\b  impressions?  \d+ views?\b  viewed  repost\w*  reshar\w*
    reaction  accepted my (?:connection|invit)  connect(?:ed|ion)\b  follow(?:ed|s|ers?)\b  opened my  clicks?\b  me gusta
    gefallt  j'aime  polubi\w*  mi piace  curtid\w*  reach\b  seen by  saw my
""")

COLLEAGUE = forms(r"""
    our (?:ceo|cfo|coo|vp|marketing|sales|director|sdr|bdr|founder|colleague|team|manager|partner manager)\b
    my (?:colleague|manager|boss|sdr|bdr|predecessor)\b  colleague  mi (?:jefe|colega|companer)  kollege  mon collegue
    moj\w* koleg\w*
""")

UNMET = forms(r"""
    not (?:yet )?(?:met|spoken|reached|talked|contacted|in contact)
    (?:have not|haven't|had not|hadn't|never|did not|didn't) (?:yet )?(?:met|meet|spoken?|talked?|reach(?:ed)?|seen|heard from)
    (?:difficult|hard) to reach  no contact  no (?:lo|la|le)? ?(?:conozco|he (?:hablado|visto|conocido))  sin contacto
    noch (?:nicht|kein\w*) [^.]{0,20}(?:gesprochen|getroffen|kontakt|erreicht)  nicht (?:gesprochen|getroffen|erreicht)
    kenne ich (?:noch )?nicht  (?:jamais|pas encore|pas) [^.]{0,12}(?:rencontr\w*|parle\w*|vu)\b
    nie (?:poznal\w*|rozmawial\w*|spotkal\w*)  non (?:ho|abbiamo) (?:ancora )?(?:parlato|incontrato)
    (?:does|do) (?:any|some)(?:body|one)[^.?]{0,20} knows?\b  (?:if|whether) (?:any|some)(?:body|one) knows?\b  who knows\b
    help(?: me)?(?: to)? reach\w*  introduction to\b  quien conoce  alguien conoce  wer kennt  qui connait
""")

CHANGED = forms(r"""
    second\b  new version  version  only\b  redid  rewrote  changed  again\b  instead
    on (?:her|his|their|that) (?:question|point|line|answer|remark)  corrected  struck  cut\b  took (?:away|out)  dropped
    did a\b  checked  as (?:she|he|they) (?:asked|said)  so i\b  segund\w*  otra\b  solo\b  nur\b  zweite\w*  neue fassung
    nouvelle  seulement  drug\w+  tylko  revised  updated  narrowed  because (?:she|he|they) (?:asked|said|wrote)
""")

BASIC = forms(r"""
    post(?:s|ed|ing)?\b  comment\w*  like[sd]?\b  follow\w*  connect\w*  articles?\b  content\b  newsletter  brochure
    cold (?:call|mail|email)\w*  webinar  list of tools  sales navigator  publicaci\w*  beitrag\w*  broschure  publie\w*
""")

OWNS = forms(r"""
    sign(?:s|ed)\b  promis\w+  carr(?:y|ies|ied)  answers? (?:to|for)  owns?\b  owned  responsib\w+  accountab\w+  committ?ed
    pledg\w+  announced  bonus
    told (?:analysts|investors|the board|staff|shareholders|the press|a bunch|(?:the |a )?(?:\w+ )?(?:paper|newspaper|reporter))
    target  ha[sd] to (?!be )  must (?!be )  needs to (?!be )  said (?:in|on|at|publicly|there that|in the same)  leads the
    runs the  chairs  in charge  reports (?:to|it|the)  her name  his name  their name  mandate  budget is  decid\w+  penalty
    appointed to  hired to  measured on  gets? the blame  sponsor(?:s|ed)?\b  set the  firmo  prometi\w+  responsable  a cargo
    responde (?:de|por|ante)  anuncio  unterschrieb\w*  versprochen  versprach  verantwort\w*  zugesagt  angekundigt  signe
    promis  podpisal\w*  obiecal\w*  odpowiada  zapowiedzial\w*  ha firmato  promesso
""")

SOURCE = forms(r"""
    trading update  (?:analyst|results|earnings|conference) call  half.?year  circular\b  bulletin  press note  rns\b
    report\b  annual accounts  accounts,? note  minutes\b  public  tender  newspaper  press\b  notice  filing  filed  results\b
    earnings  analysts  transcript  website  site\b  article  job (?:ad|post)  gazette  register  podcast  interview  statement
    letter to  authority  regulator  inspectorate  permit  council  court  source:  https?:  www\.  linkedin  trade paper
    magazine  keynote  ministry  association  prospectus  agm\b  published  note \d  section \d  diario  nota\b  periodico
    prensa  bolet  informe  fuente  bericht  zeitung  pressemit\w*  quelle  bundesanzeiger  communique  journal  rapport  raport
    gazet\w*  komunikat  zrodlo  giornale  comunicato  bilancio  krant  jaarverslag  avis\b  avisen  arsrapport
""")

EVENT = forms(r"""
    want to\b  plan(?:s|ned|ning)? to  announc\w+  launch\w*  open(?:s|ed|ing)\b  clos(?:ed|ure|ing)\b  bought  acqui\w+
    merg\w+  appoint\w+  hir(?:ed|ing)  cut\b  cuts\b  lost  won\b  restructur\w*  recall\w*  fined?\b  decision  new\b
    expansion  expand\w*  contract  permit  regulat\w+  rule\b  law\b  promis\w+  migrat\w+  moved?\b  replac\w+  became  become
    joined  left\b  strike  outage  incident  breach  guidance  profit warning  quarter\w*  results  rose\b  fell\b  up \d
    down \d  nuev[oa]  anunci\w+  abri\w+  gano  perdi\w+  neu\w*  eroffn\w*  ubern\w+  nouve\w+  ouvert\w*  now[ayei]\b
    otwar\w+  renovat\w+  refurbish\w*  moderni[sz]\w+  rebuil[dt]\w*  relocat\w+  reorgani[sz]\w+  consolidat\w+  outsourc\w+
    invest(?:s|ed|ing)\b  s(?:old|ells) (?:its|their|the)  roll(?:s|ed|ing) out  lay(?:ing)? off  laid off  extend(?:s|ed|ing)\b
    switch(?:es|ed|ing)\b  introduc(?:es|ed|ing)\b  retir(?:es|ed|ing)\b  takes? over  (?:we|i) (?:have )?heard\b
    heard (?:it )?(?:from|that|at)  they say  rumou?r\w*  renova\w+  reform\w+  ampli\w+  invirt\w+  traslad\w+  cerr\w+
    compr(?:o|an|aron)\b  fusion\w*  se dice  umbau\w*  baut um  investier\w*  schlies+\w*  verkauf\w*  erweiter\w*
    zieht um  angeblich  renov\w+  investi\w*  ferm(?:e|er|ent|eture)\w*  rachet\w*  rachat\w*  demenag\w*  agrandi\w*
    il parait
""")

TREND = forms(r"""
    trend  faster than ever  ever.?changing  industry (?:reports?|average|is)  everyone (?:is|wants)  digital transformation
    as we all know  well known  these days  the market  in general  competitive landscape  challenging times
    (?:is|are) (?:transforming|evolving|under (?:growing |increasing )?pressure|changing (?:fast|rapidly|quickly)|booming)
    (?:the )?(?:industry|sector|branche|secteur|rynek)\b[^.]{0,30}\b(?:is|are|must|needs?|ist|muss|est|doit|debe)\b  left behind
    el sector  las empresas (?:deben|tienen|necesitan)  alle unternehmen  (?:die )?branche\b  unternehmen mussen
    les entreprises (?:doivent|ont)  tous les  digitali[sz]\w+ is
    big (?:company|player|name|account|logo)  large (?:company|account)  leader in  tendencia  mercado
    groß\w* (?:firma|unternehmen)  marktfuhrer
""")

NEW_TO_ME = forms(r"""
    new to me  new for me  (?:my )?first time  never (?:done|did|tried|sent|asked|used|made|run|recorded|had|written)
    i'?d never  i had never  had not (?:done|tried)  hadn'?t (?:done|tried)  nuev[oa] para mi
    nunca (?:lo|la)? ?(?:habia|he|hice)  primera vez  neu fur mich  zum ersten mal  erste[srn]? mal  nouveau pour moi
    premiere fois  jamais (?:fait|essaye)  nowe dla mnie  pierwszy raz  nigdy (?:nie|wczesniej)  nuovo per me  prima volta
    nytt for mig  ny for meg  nieuw voor mij  eerste keer
""")

REASON = forms(r"""
    because  why this  why that  reason  since (?:she|he|they|the)  so that  por que\b  porque  weil\b  warum  denn\b  parce que
    pourquoi  car\b  bo\b  poniewaz  dlaczego  perche  omdat  fordi  eftersom  for the reason
""")

INHERITED = forms(r"""
    taken over from  took (?:it|over|this|the account) (?:over )?(?:from|when|after)  took it over  inherited
    handed (?:over|to me|down)  passed (?:on )?to me  opportunity opened (?:by|\d)  opened the opportunity  opened by
    opportunity (?:was )?(?:created|logged|opened) (?:by|in|before)
    came (?:in )?from (?:marketing|a webinar|the webinar|an inbound|our (?:sdr|bdr|partner))
    (?:marketing|webinar|inbound|event|trade ?show|partner|sdr|bdr)[- ](?:qualified )?lead
    lead (?:came|was|from|passed|generated)  from (?:our|the) webinar  had (?:it|the account) before me
    inbound (?:request|enquiry|inquiry|form)  downloaded our  was already in the (?:system|crm|pipeline)  in the system already
    existing opportunity  my predecessor  heredad\w*  me (?:pasaron|paso) (?:la|el)  lead de marketing  ubernommen von  geerbt
    herite  repris (?:de|le compte)  przejal\w* po  odziedzicz\w*  ereditat\w*  overgenomen van  overtok  overtog
""")
