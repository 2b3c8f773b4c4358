//! What a condition may be made of: comparisons and arithmetic of whole numbers, texts and lists.
//!
//! Deciding must end in a bounded time and never fail on facts that may come. So there are no loops, which
//! multiply when nested, no floats, and no divisor that could be zero.

use cel::IdedExpr;
use cel::common::ast::{Expr, LiteralValue, operators};

/// Refuses what a condition must not be made of.
///
/// # Errors
/// A sentence that says what it is and what would be right.
pub(super) fn check(condition: &IdedExpr) -> Result<(), String> {
    let mut todo = vec![condition];
    while let Some(part) = todo.pop() {
        match &part.expr {
            Expr::Ident(_) => {}
            Expr::Literal(LiteralValue::Double(_)) => {
                return Err("there are no floats in a condition; use whole numbers".to_owned());
            }
            Expr::Literal(_) => {}
            Expr::Call(call) => {
                if matches!(call.func_name.as_str(), operators::DIVIDE | operators::MODULO)
                    && !call.args.last().is_some_and(|divisor| is_number_but_zero(&divisor.expr))
                {
                    return Err(
                        "divide by a written number other than 0; what may be 0 one day cannot divide".to_owned()
                    );
                }
                todo.extend(call.target.as_deref());
                todo.extend(&call.args);
            }
            Expr::List(list) => todo.extend(&list.elements),
            Expr::Comprehension(_) => {
                return Err("there are no `all`, `exists`, `map` or `filter` in a condition; use `in`".to_owned());
            }
            Expr::Unspecified | Expr::Map(_) | Expr::Select(_) | Expr::Struct(_) => {
                return Err("use comparisons, `in`, `&&`, `||`, `!` and arithmetic only".to_owned());
            }
        }
    }
    Ok(())
}

fn is_number_but_zero(divisor: &Expr) -> bool {
    matches!(divisor, Expr::Literal(LiteralValue::Int(number)) if *number.inner() != 0)
}
