//! `tunnelsmith sandbox`: serves the sandbox until interrupted.

use serde_json::json;
use tokio::net::TcpListener;

use crate::connection::ToMessage as _;
use crate::connection::message;
use crate::sandbox::{
    ACCESS_KEY_ID, ACCESS_KEY_SECRET, Fault, Sandbox, SandboxAccount, ServiceQuirks, Settings,
    serve,
};

use super::args::SandboxArgs;
use super::exit::{Exit, ExitResult};
use super::output::{Output, Tone};
use super::session::run_async;

pub fn run(args: &SandboxArgs, output: &Output) -> ExitResult {
    let read = |fault: &String| {
        fault.parse::<Fault>().map_err(|error| {
            let place = format!("--fault {fault}");
            let told = message!("at-place", place, why = error.message());
            output.usage(&output.texts.format_message(&told))
        })
    };
    let faults = args.faults.iter().map(read).collect::<Result<_, Exit>>()?;
    let mut settings = Settings { faults, seed: args.seed, ..Settings::default() };
    if args.exact {
        settings.traits = ServiceQuirks::EXACT;
    }
    if let Some(lag) = &args.list_lag {
        match ServiceQuirks::read_lag(lag) {
            Some(lag) => settings.traits.list_lag = lag,
            None => {
                let told = message!("sandbox-bad-lag", value = lag);
                return Err(output.usage(&output.texts.format_message(&told)));
            }
        }
    }
    args.life.apply(&mut settings);
    if let Some(gateways) = args.gateways {
        settings.gateways = usize::from(gateways);
    }
    run_async(output, async {
        let served = until_interrupted(args.port, settings, output).await;
        served.map(|()| Exit::Done).map_err(|error| {
            // A port is no number to be grouped or counted.
            let port = args.port.to_string();
            let told = message!("sandbox-cannot-serve", port, reason = &error);
            output.fail(output.texts.format_message(&told))
        })
    })
}

async fn until_interrupted(port: u16, settings: Settings, output: &Output) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let accounts = settings.accounts.clone();
    let sandbox = serve(listener, settings).await;
    announce(output, &sandbox, &accounts);
    if output.has_write_error() {
        // Nobody knows where it serves.
        return Ok(());
    }
    tokio::signal::ctrl_c().await
}

fn announce(output: &Output, sandbox: &Sandbox, accounts: &[SandboxAccount]) {
    let endpoint = &sandbox.endpoint();
    if output.is_json() {
        output.json(&json!({
            "sandbox": true,
            "endpoint": endpoint,
            "access_key_id": ACCESS_KEY_ID,
            "access_key_secret": ACCESS_KEY_SECRET,
            "instance": sandbox.instance(),
            "accounts": accounts.iter().map(account).collect::<Vec<_>>(),
        }));
        return;
    }
    output.line(&output.paint(Tone::Warning, &output.texts.say("sandbox-serving")));
    output.line(&format!("  {endpoint}"));
    output.paragraph(2, &output.texts.say("sandbox-how-to"));
    output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_ID={ACCESS_KEY_ID}"));
    output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_SECRET={ACCESS_KEY_SECRET}"));
    for other in accounts.iter().skip(1) {
        let account = ("account", other.number.clone().into());
        output.paragraph(2, &output.texts.format("sandbox-other-account", &[account]));
        output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_ID={}", other.access_key_id));
        output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_SECRET={}", other.secret.expose()));
    }
    output.line(&format!("  tunnelsmith gateways --region eu-central-1 --endpoint {endpoint}"));
    output.line(&format!("  {}", output.texts.say("sandbox-stop")));
}

/// No secrets at all, since they are published with the program.
fn account(account: &SandboxAccount) -> serde_json::Value {
    json!({
        "account": account.number,
        "access_key_id": account.access_key_id,
        "access_key_secret": account.secret.expose(),
    })
}
