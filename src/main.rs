//! naze: argv in, exit code out.

use std::process::ExitCode;

use naze::shell::{Places, run};

fn main() -> ExitCode {
    let argv: Vec<_> = std::env::args_os().collect();
    ExitCode::from(run(&argv, &Places::of_this_machine()))
}
