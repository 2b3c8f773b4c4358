//! The routes of this gateway, as its official libraries call them.

/// A call that clients make.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    Sale,
    Find(&'a str),
    SubmitWhole(&'a str),
    SubmitPart(&'a str),
    Void(&'a str),
    Refund(&'a str),
    SearchIds,
    Search,
    Summary,
    SearchDisputes,
    Upload,
    MerchantAccounts,
    Dispute(&'a str),
    AcceptDispute(&'a str),
    FinalizeDispute(&'a str),
    Evidence(&'a str),
}

impl Route<'_> {
    pub(super) const fn moves_money(&self) -> bool {
        matches!(self, Self::Sale | Self::SubmitWhole(_) | Self::SubmitPart(_) | Self::Void(_) | Self::Refund(_))
    }
}

/// The route of a method and a path below `/merchants/{id}`; nothing where there is none.
pub(super) fn route<'a>(method: &str, path: &'a str) -> Option<Route<'a>> {
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let ["merchants", merchant, rest @ ..] = parts.as_slice() else { return None };
    if merchant.is_empty() {
        return None;
    }
    Some(match (method, rest) {
        ("POST", ["transactions"]) => Route::Sale,
        ("POST", ["transactions", "advanced_search_ids"]) => Route::SearchIds,
        ("POST", ["transactions", "advanced_search"]) => Route::Search,
        ("GET", ["transactions", id]) => Route::Find(id),
        ("PUT", ["transactions", id, "submit_for_settlement"]) => Route::SubmitWhole(id),
        ("POST", ["transactions", id, "submit_for_partial_settlement"]) => Route::SubmitPart(id),
        ("PUT", ["transactions", id, "void"]) => Route::Void(id),
        ("POST", ["transactions", id, "refund"]) => Route::Refund(id),
        ("POST", ["settlement_batch_summary"]) => Route::Summary,
        ("POST", ["disputes", "advanced_search"]) => Route::SearchDisputes,
        ("POST", ["document_uploads"]) => Route::Upload,
        ("GET", ["merchant_accounts"]) => Route::MerchantAccounts,
        ("GET", ["disputes", id]) => Route::Dispute(id),
        ("PUT", ["disputes", id, "accept"]) => Route::AcceptDispute(id),
        ("PUT", ["disputes", id, "finalize"]) => Route::FinalizeDispute(id),
        ("POST", ["disputes", id, "evidence"]) => Route::Evidence(id),
        _ => return None,
    })
}
