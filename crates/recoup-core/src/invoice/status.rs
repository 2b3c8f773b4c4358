//! The table of an invoice. Amounts are the truth and the status is the word for them: what is open, what was paid, and
//! whether its day is past. Money that arrives or goes late is taken in every status that can have any.

use crate::machine::machine;

machine! {
    /// Where an invoice stands.
    "invoice" InvoiceStatus, InvoiceStep;
    statuses {
        /// Written, and not sent: nothing is owed yet.
        Draft = "draft",
        /// Sent; nothing was paid.
        Open = "open",
        /// Some of it was paid.
        PartiallyPaid = "partially_paid",
        /// Nothing is open: all that was not credited was paid.
        Paid = "paid",
        /// Something is open and its day is past.
        PastDue = "past_due",
        /// What was open is written off.
        Uncollectible = "uncollectible",
        /// Called off before anything was paid.
        Void = "void",
    }
    steps {
        /// It is sent, and owed from here on.
        Issue = "issue",
        /// A payment is begun.
        AddTender = "pay",
        /// Money arrives, and something stays open.
        PayPart = "pay_part",
        /// The last of what was open is paid, credited or discounted.
        Settle = "settle",
        /// Money arrives though nothing is open.
        TakeMore = "take_more",
        /// Some of what is open is credited.
        CreditPart = "credit",
        /// Its day is past.
        FallDue = "fall_due",
        /// Money is taken back, and the word stays.
        Undo = "undo",
        /// Money is taken back, and none of it is left.
        Reopen = "reopen",
        /// Money is taken back, and some of it is left.
        ReopenPart = "reopen_part",
        /// A refund takes its part of the lines, or gives it back.
        GiveBack = "give_back",
        /// Lines are delivered.
        Deliver = "deliver",
        /// What is open is given up.
        WriteOff = "write_off",
        /// What was given up is owed again, and nothing was paid.
        Recover = "recover",
        /// What was given up is owed again, and some was paid before.
        RecoverPart = "recover_part",
        /// It is called off.
        Void = "void",
    }
    asked { Issue, AddTender, CreditPart, Deliver, WriteOff, Void }
    table {
        Draft: Issue => Open, Void => Void;
        Open: AddTender => Open, PayPart => PartiallyPaid, Settle => Paid, CreditPart => Open, FallDue => PastDue,
            GiveBack => Open, Deliver => Open, WriteOff => Uncollectible, Void => Void;
        PartiallyPaid: AddTender => PartiallyPaid, PayPart => PartiallyPaid, Settle => Paid, CreditPart => PartiallyPaid,
            FallDue => PastDue, Undo => PartiallyPaid, Reopen => Open, GiveBack => PartiallyPaid, Deliver => PartiallyPaid,
            WriteOff => Uncollectible;
        Paid: TakeMore => Paid, Undo => Paid, Reopen => Open, ReopenPart => PartiallyPaid, GiveBack => Paid,
            Deliver => Paid;
        PastDue: AddTender => PastDue, PayPart => PastDue, Settle => Paid, CreditPart => PastDue, Undo => PastDue,
            GiveBack => PastDue, Deliver => PastDue, WriteOff => Uncollectible, Void => Void;
        Uncollectible: AddTender => Uncollectible, Recover => Open, RecoverPart => PartiallyPaid, Undo => Uncollectible,
            GiveBack => Uncollectible, Deliver => Uncollectible, WriteOff => Uncollectible;
        Void: TakeMore => Void, Undo => Void, GiveBack => Void;
    }
}
