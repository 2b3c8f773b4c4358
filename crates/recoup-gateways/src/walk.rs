//! Walking through a list, page by page, for the one object that carries our reference.
//!
//! Our reference is on one object only, unless something was done twice. Which of two is the right one nobody can say
//! but a person, so the first hit is never taken before the whole list is read. Adapters hold nothing between steps but
//! a number, so a walk that found its object on an early page of several reads to the end, and then begins again.

/// How far a walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Nothing was found on the pages before.
    None,
    /// One object was found on a page before; the rest of the list is read.
    One,
    /// Exactly one object is in the list; it is read once more to get it.
    Again,
}

/// Where in a list a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Walk {
    /// How far it is.
    pub(crate) pass: Pass,
    /// The page, from 0.
    pub(crate) page: u8,
}

/// What to do after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The object on this page is the only one.
    Take,
    /// The next page is wanted, at this place of the walk.
    On(Walk),
    /// The first page is wanted once more, at this place of the walk.
    Again(Walk),
    /// The whole list does not have it.
    NotThere,
    /// The list has more pages than are read.
    TooLong,
    /// Why nothing can be said.
    Unclear(&'static str),
}

/// Why a list with several hits says nothing.
const SEVERAL: &str = "several objects there carry our reference; which of them stands is for a person to say";

impl Walk {
    /// The beginning.
    pub(crate) const START: Self = Self { pass: Pass::None, page: 0 };

    /// The place of a stage, where the first page is `first` and `most` pages are read.
    pub(crate) const fn of(stage: u8, first: u8, most: u8) -> Option<Self> {
        let Some(number) = stage.checked_sub(first) else { return None };
        let pass = match number / most {
            0 => Pass::None,
            1 => Pass::One,
            2 => Pass::Again,
            _ => return None,
        };
        Some(Self { pass, page: number % most })
    }

    /// Its stage.
    pub(crate) const fn stage(self, first: u8, most: u8) -> u8 {
        let pass = match self.pass {
            Pass::None => 0,
            Pass::One => 1,
            Pass::Again => 2,
        };
        first + pass * most + self.page
    }

    /// What to do after a page with so many hits, and perhaps more pages behind it.
    pub(crate) const fn turn(self, hits: usize, more: bool, most: u8) -> Turn {
        let pass = match (self.pass, hits, more) {
            (Pass::Again, 1, _) | (Pass::None, 1, false) => return Turn::Take,
            (_, 2.., _) | (Pass::One, 1, _) => return Turn::Unclear(SEVERAL),
            (Pass::None, 0, false) => return Turn::NotThere,
            (Pass::One, 0, false) => return Turn::Again(Self { pass: Pass::Again, page: 0 }),
            (Pass::Again, 0, false) => return Turn::Unclear("the list changed while it was read"),
            (Pass::None, 1, true) => Pass::One,
            (pass, 0, true) => pass,
        };
        if self.page + 1 >= most {
            return Turn::TooLong;
        }
        Turn::On(Self { pass, page: self.page + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks through pages with so many hits each; says on which page one was taken, and how many pages were read.
    fn walk(pages: &[usize], most: u8) -> (String, usize) {
        let (mut at, mut read) = (Walk::START, 0);
        loop {
            let stage = at.stage(16, most);
            assert_eq!(Walk::of(stage, 16, most), Some(at), "a stage is read back");
            let page = usize::from(at.page);
            read += 1;
            match at.turn(pages[page], page + 1 < pages.len(), most) {
                Turn::On(next) | Turn::Again(next) => at = next,
                Turn::Take => return (format!("page {page}"), read),
                other => return (format!("{other:?}").chars().take(8).collect(), read),
            }
        }
    }

    #[test]
    fn one_hit_is_taken_only_where_the_whole_list_has_no_other() {
        for (pages, ends, read) in [
            (&[1][..], "page 0", 1),
            (&[0], "NotThere", 1),
            (&[2], "Unclear(", 1),
            (&[0, 1], "page 1", 2),
            (&[1, 0, 0], "page 0", 4),
            (&[0, 1, 0], "page 1", 5),
            (&[1, 0, 1], "Unclear(", 3),
            (&[0, 0, 0, 0, 0], "TooLong", 4),
            (&[1, 0, 0, 0, 0], "TooLong", 4),
        ] {
            assert_eq!(walk(pages, 4), (ends.to_owned(), read), "{pages:?}");
        }
        assert_eq!([Walk::of(15, 16, 4), Walk::of(28, 16, 4)], [None, None]);
    }
}
