//! The table of an order. A gateway may take money back after an order was completed: then it is paid again, which
//! opens it, or completed again, which credits what will not come. Neither does anything while nothing is open.
//!
//! Payment and fulfilment have tables of their own; they never share a field.

use crate::machine::machine;

machine! {
    /// Where an order stands.
    "order" OrderStatus, OrderStep;
    statuses {
        /// Money or goods are still moving.
        Open = "open",
        /// A person stopped it.
        OnHold = "on_hold",
        /// Nothing is open any more; refunds remain possible.
        Completed = "completed",
        /// Called off before anything was captured.
        Canceled = "canceled",
    }
    steps {
        /// A person stops it.
        Hold = "hold",
        /// A person lets it go on.
        Resume = "resume",
        /// It is done; what was never captured is credited.
        Complete = "complete",
        /// It is called off.
        Cancel = "cancel",
        /// Money arrives on it.
        TakeMoney = "take_money",
        /// Money goes back from it.
        GiveBack = "give_back",
        /// Another tender is added.
        AddTender = "add_tender",
        /// Lines are delivered.
        Deliver = "deliver",
        /// Goods will not go out, or later.
        CancelLines = "cancel_lines",
    }
    asked { Hold, Resume, Complete, Cancel, AddTender, Deliver, CancelLines }
    table {
        Open: Hold => OnHold, Complete => Completed, Cancel => Canceled, TakeMoney => Open, GiveBack => Open,
            AddTender => Open, Deliver => Open, CancelLines => Open;
        OnHold: Resume => Open, Cancel => Canceled, TakeMoney => OnHold, GiveBack => OnHold, CancelLines => OnHold;
        Completed: TakeMoney => Completed, GiveBack => Completed, Deliver => Completed, Complete => Completed,
            AddTender => Open, CancelLines => Completed;
        Canceled: TakeMoney => Canceled, GiveBack => Canceled;
    }
}
