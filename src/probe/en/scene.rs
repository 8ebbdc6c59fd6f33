//! Who and where: persons and places.

use super::words::{Words, among};
use crate::flow::Detail;
use crate::probe::lexicon::{Found, Role};
use crate::probe::{Raw, Sign};

const PLACE_PREPOSITIONS: &str = "in|at|on|from|to|into|inside|outside|behind|near|across|by|through|around|toward|towards|beside|above|below|under|onto|off|past|opposite|between|within|down|up|along|left|leaving|entered|reached|visited|over|throughout|against|back|next|of|out";
const DETERMINERS: &str =
    "the|a|an|our|my|his|her|their|this|that|one|some|its|another|every|each|two|three|whose|your|own|no|which";

/// A place: a place noun behind a preposition, or a place's name.
pub(super) fn place(words: &Words<'_>, word: Found) -> Option<Sign> {
    match word.role {
        Role::Noun => behind_preposition(words, word).then_some(Sign::Word),
        Role::Name => named(words, word).then_some(Sign::Word),
        Role::Word | Role::Event | Role::Idiom => Some(Sign::Word),
        Role::Suffix | Role::Counter | Role::Not => None,
    }
}

fn behind_preposition(words: &Words<'_>, word: Found) -> bool {
    let text = words.page.text(word.start, word.end);
    if among(text, "downtown|upstairs|downstairs|abroad|overseas|backstage") {
        return true;
    }
    // "shop manager", "office chair": the noun only describes another; "shop floor" is listed whole.
    let describes =
        words.page.char(word.end) == Some(' ') && words.after(word.end, 1).is_some_and(|next| among(next, DESCRIBED));
    if describes {
        return false;
    }
    for n in 1..=5 {
        let Some(before) = words.before(word.start, n) else { return false };
        if among(before, BLOCKS) {
            return false;
        }
        if !among(before, PLACE_PREPOSITIONS) {
            continue;
        }
        if among(before, "of|out|over|next") {
            let whole = words.before(word.start, n + 1).unwrap_or_default();
            let part = before == "of"
                && among(whole, "front|back|outside|middle|corner|out|end|side|top|bottom|floor|edge|inside");
            return before == "out" || part;
        }
        let Some((first, _)) = words.place_before(word.start, n - 1).filter(|_| n > 1) else {
            return among(text, BARE) || text.contains(' ');
        };
        let determiner =
            words.before(word.start, n - 1).is_some_and(|first| among(first, DETERMINERS) || first.ends_with("'s"));
        return determiner || words.is_capital(first) || n == 2;
    }
    false
}

/// Words a place noun may describe.
const DESCRIBED: &str = "manager|owner|manual|furniture|chair|supplies|price|prices|app|software|plan|plans|form|page|assistant|staff|rules|keeper|inspector|number|hours|driver|clerk|worker|workers|policy|team|design|system|work|key|keys|light|lights|name|names|window";
/// Words no preposition of place reaches over.
const BLOCKS: &str =
    "is|was|are|were|has|had|have|will|would|and|or|but|when|if|that's|it's|needs|sells|sold|runs|ran|like|love";
/// Place nouns that need no determiner.
const BARE: &str = "work|home|school|college|university|church|town|bed|court|hospital|stage|reception|campus|site|port|headquarters|class|village|city|street|door|doorstep|shops|stores|warehouses|fields|woods|docks|stairs|stables";

fn named(words: &Words<'_>, word: Found) -> bool {
    let text = words.page.text(word.start, word.end);
    let after_preposition = words.before(word.start, 1).is_some_and(|before| among(before, "in|at|from|to|near|outside|around|across|through|via|of|into|for|leave|left|visiting|visited|central|south|north|east|west|downtown|rural|our|the"));
    let capital = words.page.char(word.start).is_some_and(char::is_uppercase);
    let ambiguous = among(
        text,
        "cork|reading|turkey|china|maine|queens|wellington|orlando|nice|bath|austin|florence|brighton|victoria|lincoln|boston|india|jordan|georgia|paris|chelsea|america",
    );
    if ambiguous { after_preposition && capital } else { after_preposition || (capital && text.len() > 3) }
}

/// A person: kin, a role with a determiner, one certain customer, a name.
pub(super) fn person(words: &Words<'_>, word: Found) -> Option<Sign> {
    let fires = match word.role {
        Role::Word | Role::Event | Role::Idiom => true,
        Role::Noun => role(words, word),
        Role::Suffix => certain(words, word),
        Role::Name => name(words, word),
        Role::Counter | Role::Not => false,
    };
    fires.then_some(Sign::Word)
}

/// "my boss", "the old foreman", "an engineer": a role somebody holds.
fn role(words: &Words<'_>, word: Found) -> bool {
    let text = words.page.text(word.start, word.end);
    let next = words.after(word.end, 1).unwrap_or_default();
    let describes = "training|license|licence|mode|role|job|position|market|tool|tools|software|experience|community|program|programme|guide|manual|friendly";
    if words.page.char(word.end) == Some('-') || among(next, describes) {
        return false;
    }
    for n in 1..=4 {
        let Some(before) = words.before(word.start, n) else { break };
        if among(before, "my|our|his|her|the|a|an|this|that|one|another|their|whose|its|new|old|first|head|chief") {
            // "the author of", "the host is": a part anybody plays; "an engineer should": nobody at all.
            let part = before == "the"
                && n == 1
                && among(text, "author|host|guard|artist")
                && among(next, "of|in|who|must|should|can|needs|is");
            let anybody =
                among(before, "a|an") && among(next, "can|should|must|needs|will|may|could|would|might|wants");
            return !part && !anybody;
        }
        let plain = before.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'');
        if !plain || among(before, "is|was|are|were|and|or|to|of|in|at|for|with|by|on|as|from|we|i|they|you|not|no") {
            break;
        }
    }
    words.is_capital(word.start) && among(text, "chef|ceo|cto|cfo|coo") && !next.is_empty()
}

/// One certain customer among the many: "one customer", "that client", "a reader from Ohio", "a customer who".
fn certain(words: &Words<'_>, word: Found) -> bool {
    let Some(first) = words.before(word.start, 1) else { return false };
    if words.page.text(word.start, word.end) == "person" {
        return false;
    }
    if among(first, "one|that|another|this") {
        return true;
    }
    if among(first, CERTAIN) {
        let somebody = words.behind(word.start, 4, "a|an|one|my|our|that|this|the|his|her")
            && !words.behind(word.start, 3, "every|each|any");
        return somebody && (told(words, word.end) || !among(first, "new|important|local|single|angry"));
    }
    among(first, "a|an|my|our|the|his|her")
        && told(words, word.end)
        && (first != "the" || !words.ahead(word.end, 1, "from|in|with|at|once|just|wanted|needed"))
}

/// What makes a customer a certain one.
const CERTAIN: &str = "elderly|old|longtime|loyal|young|angry|first|biggest|oldest|favourite|favorite|nervous|confused|upset|certain|furious|long-time|standing|single|new|female|male|deaf|blind|pregnant|retired|older|longstanding|important|local|former";

/// Whether what follows tells of somebody: a past deed, "who", "from Ohio", "named".
fn told(words: &Words<'_>, end: usize) -> bool {
    let Some(next) = words.after(end, 1) else { return false };
    let relative = among(next, "who|whose|named|called|from|in|with|at|once|had|just");
    let past = |word: &str| word.ends_with("ed") && word.len() > 4 || among(word, PAST);
    if among(next, "of") {
        return words.after(end, 2).is_some_and(|word| among(word, "ours|mine"));
    }
    let who = next == "who"
        && words
            .after(end, 2)
            .is_some_and(|verb| !past(verb) && !among(verb, "had|was|kept|never|couldn't|didn't|always|once|just|has"));
    (relative && !who) || past(next)
}

/// Pasts that no ending tells.
pub(super) const PAST: &str = "said|told|came|went|wrote|rang|sent|left|got|took|gave|had|was|were|bought|brought|drove|saw|found|read|heard|met|made|stood|sat|ran|felt|began|broke|lost|paid|kept|threw|caught|thought|knew|spoke|said|spent|hung|held|fell|grew|built|sold|taught|put|cut|hit|quit|burst|woke|wept|swore|slept|chose|led|forgot|opened|started|joined|moved|became|lived|worked";

/// A first name, a surname. Names that are other words too (Mark, Will, Grace) have to act like somebody.
fn name(words: &Words<'_>, word: Found) -> bool {
    let text = words.page.text(word.start, word.end);
    if !words.page.char(word.start).is_some_and(char::is_uppercase) {
        return false;
    }
    if !among(text, WORDS_TOO) {
        return !words.page.starts(word.end, " street| road| avenue| hotel| park");
    }
    let (before, next) = (words.before(word.start, 1).unwrap_or_default(), words.after(word.end, 1));
    if among(before, "in|last|this|next|until|since|by|early|late|of|every|each|the|on|during|before|after") {
        return false;
    }
    let speaks = next.is_some_and(|next| among(next, "said|told|asked|wrote|laughed|rang|replied|looked|called"));
    if among(text, "april|june|jan|jordan|victoria|virginia|austin|florence|summer") || words.opens(word.start) {
        return speaks;
    }
    let acts = "was|had|from|came|never|just|and|who|in|took|is|went|left|stood|put|has|walked|did|didn't|at|thought";
    let acting = next.is_none_or(|next| among(next, acts) || next.ends_with("ed"));
    speaks
        || acting
        || among(before, "with|and|to|called|named|told|asked|from|for|met|saw|my|boss|manager|brother|sister|friend")
}

/// Names that are words, months or places too.
const WORDS_TOO: &str = "will|mark|bill|grace|rose|hope|faith|joy|frank|rob|sue|jack|art|drew|chase|grant|dean|pat|max|ray|dawn|april|june|summer|jean|dick|gene|pearl|violet|holly|iris|angel|melody|harmony|penny|sandy|rich|pierce|miles|cliff|heath|glen|gale|wade|lance|carter|mason|hunter|taylor|morgan|parker|austin|charity|virginia|victoria|florence|jordan|dana|may|olive|kim|jan|mia|page";

/// Names no list holds: "Mr. Okafor", "Ito-san"; a capital behind "in" or "at" is a place.
pub(super) fn unlisted(words: &Words<'_>, found: &[Found], out: &mut Vec<Raw>) {
    // Nothing in the table is longer than this; what overlaps a word begins at most so far before it.
    let taken = |start: usize, end: usize| {
        let from = found.partition_point(|word| word.start + 40 < start);
        let near = found.get(from..).unwrap_or_default().iter().take_while(|word| word.start < end);
        near.filter(|word| start < word.end)
            .any(|word| matches!(word.detail, Detail::Time | Detail::Place | Detail::Person))
    };
    for &(start, end) in words.all() {
        let text = words.page.text(start, end);
        let upper = words.page.char(start).is_some_and(char::is_uppercase);
        let title = among(
            text,
            "mr|mrs|ms|miss|dr|prof|sir|madam|aunt|uncle|granny|chef|father|sister|professor|doctor|coach|officer|sergeant|captain",
        );
        if title && upper {
            let next = words
                .place_after(end, 1)
                .filter(|&(from, _)| from <= end + 2 && words.page.char(from).is_some_and(char::is_uppercase));
            if let Some((_, to)) = next {
                out.push(Raw { detail: Detail::Person, start, end: to, sign: Sign::Word });
            }
            continue;
        }
        if words.page.starts(end, "-san|-sensei|-sama|-kun") {
            out.push(Raw { detail: Detail::Person, start, end, sign: Sign::Word });
            continue;
        }
        if !upper || taken(start, end) || text.len() < 3 || !words.is_capital(start) {
            continue;
        }
        let shouted = words.page.char(start + 1).is_some_and(char::is_uppercase);
        let before = words.before(start, 1).unwrap_or_default();
        if shouted || among(text, TOOLS) || among(text, DETERMINERS) || text.starts_with("i'") {
            continue;
        }
        let next = words.after(end, 1).unwrap_or_default();
        let travelled = before == "from"
            && words.before(start, 2).is_some_and(|verb| {
                among(verb, "driven|came|come|flew|flown|moved|drove|travelled|traveled|back|train|all")
            });
        if among(before, "in|at|near|outside") || travelled {
            out.push(Raw { detail: Detail::Place, start, end, sign: Sign::Word });
        } else if among(before, "named|called")
            || among(next, "said|asked|told|laughed|replied|shrugged|nodded|whispered|sighed|smiled|cried|shouted")
        {
            out.push(Raw { detail: Detail::Person, start, end, sign: Sign::Word });
        }
    }
}

/// Capitals that are neither people nor places.
const TOOLS: &str = "english|japanese|french|german|spanish|italian|chinese|korean|latin|portuguese|dutch|arabic|python|javascript|typescript|java|rust|ruby|excel|word|powerpoint|slack|teams|zoom|jira|trello|notion|github|gitlab|git|docker|kubernetes|react|rails|django|photoshop|figma|canva|google|gmail|outlook|facebook|instagram|twitter|tiktok|linkedin|youtube|shopify|etsy|amazon|ebay|wordpress|stripe|paypal|postgres|mysql|redis|linux|windows|android|chrome|safari|firefox|markdown|english's|god|internet|web|ai|api|sql|html|css|earth|agile|scrum|kanban|airtable|hubspot|salesforce|whatsapp|messenger|skype|quickbooks|vim|emacs|swift|kotlin|scala|bash|helvetica|american|british|european|african|asian|christian|muslim|jewish|irish|scottish|welsh|indian|mexican|canadian|australian|basecamp|asana|mailchimp|airbnb|uber|wifi|bluetooth|kickstarter|patreon|substack|medium|reddit";
