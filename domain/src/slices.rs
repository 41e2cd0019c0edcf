//! The list of slices. A new slice is one line here: it declares the folder, and the table of figures that the slice
//! has, if it has one.

macro_rules! slices {
    ($what:ident) => {
        $crate::slices! { $what:
            accounts: AccountsPolicy = "accounts.toml";
            billing: BillingPolicy = "billing.toml";
            credentials: CredentialsPolicy = "credentials.toml";
            cyber_program: CyberProgramPolicy = "cyber_program.toml";
            dues: DuesPolicy = "dues.toml";
            life_membership: LifePolicy = "life_membership.toml";
            members: MembersPolicy = "members.toml";
            organizations: OrganizationsPolicy = "organizations.toml";
        }
    };
    (declared: $($slice:ident $(: $policy:ident = $file:literal)?;)*) => {
        $(pub mod $slice;)*
    };
    (policies: $($slice:ident $(: $policy:ident = $file:literal)?;)*) => {
        /// The names of the policy files.
        pub const FILES: &[&str] = &[$($($file,)?)*];

        /// Every rate, date, limit and region the rules use.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Policies {
            $($(#[doc = concat!("The figures of `", $file, "`.")] pub $slice: $crate::$slice::policy::$policy,)?)*
        }

        impl Policies {
            fn read(text: impl Fn(&'static str, &'static str) -> String) -> Result<Policies, PolicyError> {
                Ok(Policies {
                    $($($slice: {
                        let text = text($file, include_str!(concat!("../policies/", $file)));
                        read($file, &text, $crate::$slice::policy::$policy::check)?
                    },)?)*
                })
            }
        }
    };
}

pub(crate) use slices;
