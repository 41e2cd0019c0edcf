//! What the arguments that are not of this crate say of an operation, and several of them together.

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};

use super::{Describe, Signature};
use crate::app::App;

impl Describe for Data<App> {
    fn describe(_: &mut Signature) {}
}

impl Describe for HttpRequest {
    fn describe(_: &mut Signature) {}
}

/// The parameters of an address stand in the address; the completing pass says what they are.
impl<T> Describe for Path<T> {
    fn describe(_: &mut Signature) {}
}

macro_rules! describe_together {
    ($($argument:ident)*) => {
        impl<$($argument: Describe),*> Describe for ($($argument,)*) {
            fn describe(_signature: &mut Signature) {
                $($argument::describe(_signature);)*
            }
        }
    };
}

describe_together!();
describe_together!(A);
describe_together!(A B);
describe_together!(A B C);
describe_together!(A B C D);
describe_together!(A B C D E);
describe_together!(A B C D E F);
describe_together!(A B C D E F G);
