//! Taking an answer: what `naze answer` and line mode hand in, made into what is stored.

use super::{Interview, MOST_PROBES, MOST_TIPS};
use crate::answers::{Key, Subject, TipId};
use crate::flow::{Kind, Question, Scope};
use crate::text;

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// No flow has this question.
    UnknownQuestion {
        /// The id as given.
        given: String,
        /// The question it was probably meant to be.
        nearest: Option<String>,
    },
    /// The post has no such tip.
    UnknownTip {
        /// The tip as given.
        given: TipId,
        /// The tips there are, in the post's order.
        tips: Vec<TipId>,
    },
    /// The question is asked once, not of a tip.
    NotOfATip {
        /// The key that would do.
        instead: Key,
    },
    /// The question is asked of a tip, and none is named or chosen yet; [`HARD_TIP`](crate::answers::HARD_TIP) comes first.
    NoTipChosen,
    /// The draft keeps no such voice, or the question is not asked of one.
    NoSuchVoice,
    /// A question has at most [`MOST_PROBES`] probes.
    NoSuchProbe,
    /// What was given is none of the values.
    NoSuchChoice {
        /// As given.
        given: String,
        /// What there is to choose from, as value and label.
        choices: Vec<(String, String)>,
    },
    /// More values than the question takes.
    TooMany {
        /// How many it takes.
        most: usize,
    },
    /// A line end in an answer that is one line.
    OneLineOnly,
}

impl<'a> Interview<'a> {
    /// The full key of `key`: a tip's question named without a tip means the first tip learned the hard way, and an
    /// earlier id of a question means the question.
    ///
    /// # Errors
    /// No such question, tip or probe; a tip where none belongs, or none where one must be.
    pub fn resolve(&self, key: &Key) -> Result<Key, Refused> {
        Ok(self.locate(key)?.0)
    }

    /// The text to store for an answer to `key`, asked already or not. Prose is kept as it stands but for trailing
    /// blanks and the form of its line ends; a choice is given by value, by present position or by label, several
    /// separated by commas. An empty text clears the answer.
    ///
    /// # Errors
    /// Whatever [`Self::resolve`] says of the key; a text the question does not take.
    pub fn settle(&self, key: &Key, text: &str) -> Result<String, Refused> {
        let (key, question) = self.locate(key)?;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_end();
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        if key.probe > 0 {
            return Ok(text.to_owned());
        }
        match question.kind {
            Kind::Line if text.contains('\n') => Err(Refused::OneLineOnly),
            Kind::Prose | Kind::Line => Ok(text.to_owned()),
            Kind::Choice | Kind::YesNo => self.pick(question, text, 1),
            Kind::Choices => self.pick(question, text, question.choices.len()),
            Kind::Tips => self.pick(question, text, MOST_TIPS),
        }
    }

    fn locate(&self, key: &Key) -> Result<(Key, &'a Question), Refused> {
        let found = self.flows.iter().find_map(|flow| {
            let question = flow.question(&key.question)?;
            Some((question, flow.stage(&question.stage)?.scope))
        });
        let Some((question, scope)) = found else {
            let ids = self.flows.iter().flat_map(|flow| &flow.questions).map(|question| question.id.as_str());
            let nearest = crate::flow::nearest(&key.question, ids).map(str::to_owned);
            return Err(Refused::UnknownQuestion { given: key.question.clone(), nearest });
        };
        if key.probe > MOST_PROBES {
            return Err(Refused::NoSuchProbe);
        }
        let key = Key { question: question.id.clone(), ..key.clone() };
        match (scope, key.of) {
            (Scope::Once, None) => Ok((key, question)),
            (Scope::Once, Some(_)) => Err(Refused::NotOfATip { instead: Key { of: None, ..key } }),
            (Scope::ChosenTip, None) => {
                let tip = *self.chosen.first().ok_or(Refused::NoTipChosen)?;
                Ok((Key { of: Some(Subject::Tip(tip)), ..key }, question))
            }
            (Scope::Voice, Some(Subject::Voice(voice))) if self.heard(voice).is_some() => Ok((key, question)),
            (Scope::Voice, None) => {
                let voice = self.draft.voices.first().ok_or(Refused::NoSuchVoice)?;
                Ok((Key { of: Some(Subject::Voice(voice.id)), ..key }, question))
            }
            (Scope::Voice, Some(_)) | (Scope::ChosenTip, Some(Subject::Voice(_))) => Err(Refused::NoSuchVoice),
            // A tip that is gone keeps its answers, and they can still be mended.
            (Scope::ChosenTip, Some(Subject::Tip(tip))) => {
                if self.tips.contains(&tip) || self.draft.tips.iter().any(|mark| mark.id == tip) {
                    Ok((key, question))
                } else {
                    Err(Refused::UnknownTip { given: tip, tips: self.tips.clone() })
                }
            }
        }
    }

    /// The values meant by `text`, joined by commas.
    fn pick(&self, question: &'a Question, text: &str, most: usize) -> Result<String, Refused> {
        let choices: Vec<_> = self.choices(question).into_iter().map(|it| (it.value.into_owned(), it.label)).collect();
        let folded: Vec<_> = choices.iter().map(|(value, label)| (fold(value), fold(label))).collect();
        let meant = |given: &str| {
            let given = fold(given);
            let at = folded.iter().position(|(value, _)| *value == given);
            let position = || given.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < choices.len());
            let at = at.or_else(position).or_else(|| folded.iter().position(|(_, label)| *label == given));
            choices.get(at.or_else(|| yes_or_no(question, &given))?)
        };
        let mut values: Vec<&str> = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            // Labels may hold commas themselves, so the longest piece that means something is taken.
            let ends = rest.match_indices([',', '、', '，', '､']).map(|(at, _)| at).chain([rest.len()]);
            let mut pieces = ends.filter_map(|at| rest.split_at_checked(at)).collect::<Vec<_>>().into_iter().rev();
            let Some(((value, _), after)) = pieces.find_map(|(piece, after)| Some((meant(piece)?, after))) else {
                let given = rest.split([',', '、', '，', '､']).next().unwrap_or(rest).trim().to_owned();
                let choices = choices.into_iter().map(|(value, label)| (value, label.into_owned())).collect();
                return Err(Refused::NoSuchChoice { given, choices });
            };
            if !values.contains(&value.as_str()) {
                values.push(value);
            }
            rest = after.trim_start_matches([',', '、', '，', '､']).trim_start();
        }
        if values.len() > most {
            return Err(Refused::TooMany { most });
        }
        Ok(values.join(","))
    }
}

/// Other ways to say yes and no, as positions among the two.
fn yes_or_no(question: &Question, given: &str) -> Option<usize> {
    match (question.kind, given) {
        (Kind::YesNo, "y" | "yes" | "true" | "はい" | "うん") => Some(0),
        (Kind::YesNo, "n" | "no" | "false" | "いいえ" | "いえ") => Some(1),
        (Kind::Prose | Kind::Line | Kind::Choice | Kind::Choices | Kind::YesNo | Kind::Tips, _) => None,
    }
}

/// Width, case, kana, blanks and a last mark do not tell two labels apart.
fn fold(label: &str) -> String {
    let folded: String = text::fold::fold(label).chars().filter(|c| !c.is_whitespace()).collect();
    folded.trim_end_matches(['。', '.', '!', '?']).to_owned()
}
