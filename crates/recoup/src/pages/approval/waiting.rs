//! The approvals of a list, page by page: open ones with the oldest first, because they run out first; all of them
//! with the newest first.

use recoup_core::approval::Approval;
use recoup_core::world::State as Known;

use crate::engine::recall;
use crate::http::Shared;
use crate::http::list::PageOf;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;
use crate::store::views::ListQuery;

/// Approvals on a page.
pub const PAGE: i64 = 100;

/// Pages of open approvals that Today looks through for those that somebody may decide.
const MOST_PAGES: usize = 10;

/// Which approvals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that wait, the oldest first.
    Open,
    /// All, the newest first.
    All,
}

/// Reads a page that begins behind an id, or at the beginning where it is empty.
///
/// # Errors
/// What the store met.
pub async fn read(face: &Shared, visitor: &Visitor, which: Which, behind: &str) -> Result<PageOf<Approval>, Trouble> {
    let behind = Some(behind.to_owned()).filter(|id| !id.is_empty());
    let query = ListQuery { kind: Some("approval".to_owned()), limit: PAGE + 1, ..ListQuery::default() };
    let query = match which {
        Which::Open => ListQuery { status: Some("open".to_owned()), after: behind, ..query },
        Which::All => ListQuery { before: behind, newest_first: true, ..query },
    };
    let rows = PageOf::of_more(face.engine.store().streams(&visitor.caller.tenant, &query).await?, PAGE);
    let mut data = Vec::with_capacity(rows.data.len());
    for row in &rows.data {
        if let Known::Approval(approval) = recall::stream(row)?.1.state {
            data.push(approval);
        }
    }
    Ok(PageOf { data, has_more: rows.has_more })
}

/// Open approvals that the visitor may decide, the first to run out first, and whether there may be more of them.
///
/// # Errors
/// What the store met.
pub async fn mine_to_decide(face: &Shared, visitor: &Visitor) -> Result<PageOf<Approval>, Trouble> {
    let (mut mine, mut behind, mut has_more) = (Vec::new(), String::new(), true);
    for _ in 0..MOST_PAGES {
        let page = read(face, visitor, Which::Open, &behind).await?;
        has_more = page.has_more;
        if let Some(last) = page.data.last() {
            behind = last.id.as_str().to_owned();
        }
        mine.extend(page.data.into_iter().filter(|one| super::may_decide(visitor, one)));
        let enough = i64::try_from(mine.len()).is_ok_and(|count| count >= PAGE);
        if !has_more || enough {
            break;
        }
    }
    mine.sort_by_key(|one| one.expires_at);
    Ok(PageOf { data: mine, has_more })
}
