//! `tunnelsmith sandbox`: serves the sandbox until interrupted.

use serde_json::json;
use tokio::net::TcpListener;

use crate::connection::Worded as _;
use crate::connection::worded;
use crate::sandbox::{
    ACCESS_KEY_ID, ACCESS_KEY_SECRET, Fault, Sandbox, SandboxAccount, Settings, Traits, serve,
};

use super::args::SandboxArgs;
use super::exit::Exit;
use super::output::{Output, Tone};
use super::session::run_async;

pub fn run(args: &SandboxArgs, output: &Output) -> Exit {
    let mut faults = Vec::new();
    for fault in &args.faults {
        match fault.parse::<Fault>() {
            Ok(fault) => faults.push(fault),
            Err(error) => {
                return output.usage(&output.texts.tell(&worded!(
                    "at-place",
                    place = format!("--fault {fault}"),
                    why = error.message()
                )));
            }
        }
    }
    let mut settings = Settings { faults, seed: args.seed, ..Settings::default() };
    if args.exact {
        settings.traits = Traits::EXACT;
    }
    if let Some(lag) = &args.list_lag {
        match Traits::read_lag(lag) {
            Some(lag) => settings.traits.list_lag = lag,
            None => {
                let told = worded!("sandbox-bad-lag", value = lag);
                return output.usage(&output.texts.tell(&told));
            }
        }
    }
    args.life.apply(&mut settings);
    if let Some(gateways) = args.gateways {
        settings.gateways = usize::from(gateways);
    }
    match run_async(output, until_interrupted(args.port, settings, output)) {
        Ok(Ok(())) => Exit::Done,
        Err(exit) => exit,
        Ok(Err(error)) => {
            let port = args.port;
            // A port is no number to be grouped or counted.
            let port = port.to_string();
            let told = worded!("sandbox-cannot-serve", port = port, reason = &error);
            output.trouble(&output.texts.tell(&told));
            Exit::Failed
        }
    }
}

async fn until_interrupted(port: u16, settings: Settings, output: &Output) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let accounts = settings.accounts.clone();
    let sandbox = serve(listener, settings).await;
    announce(output, &sandbox, &accounts);
    if output.is_lost() {
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
    output.line(&output.paint(Tone::Doubt, &output.texts.say("sandbox-serving")));
    output.line(&format!("  {endpoint}"));
    output.paragraph(2, &output.texts.say("sandbox-how-to"));
    output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_ID={ACCESS_KEY_ID}"));
    output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_SECRET={ACCESS_KEY_SECRET}"));
    for other in accounts.iter().skip(1) {
        let account = ("account", other.number.clone().into());
        output.paragraph(2, &output.texts.say_with("sandbox-other-account", &[account]));
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
