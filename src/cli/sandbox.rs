//! `tunnelsmith sandbox`: serves the sandbox until interrupted.

use serde_json::json;
use tokio::net::TcpListener;

use crate::sandbox::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, Fault, Settings, serve};

use super::args::SandboxArgs;
use super::exit::Exit;
use super::output::{Output, Tone};
use super::session::runtime;

pub fn run(args: &SandboxArgs, output: &Output) -> Exit {
    let mut faults = Vec::new();
    for fault in &args.faults {
        match fault.parse::<Fault>() {
            Ok(fault) => faults.push(fault),
            Err(error) => return output.usage(&format!("--fault {fault}: {error}")),
        }
    }
    let mut settings = Settings { faults, ..Settings::default() };
    if let Some(gateways) = args.gateways {
        settings.gateways = usize::from(gateways);
    }
    match runtime()
        .and_then(|runtime| runtime.block_on(until_interrupted(args.port, settings, output)))
    {
        Ok(()) => Exit::Done,
        Err(error) => {
            let port = args.port;
            output.trouble(&format!("the sandbox cannot serve on 127.0.0.1:{port}: {error}"));
            Exit::Failed
        }
    }
}

async fn until_interrupted(port: u16, settings: Settings, output: &Output) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let sandbox = serve(listener, settings).await;
    announce(output, &sandbox.endpoint());
    if output.is_lost() {
        // Nobody knows where it serves.
        return Ok(());
    }
    tokio::signal::ctrl_c().await
}

fn announce(output: &Output, endpoint: &str) {
    if output.is_json() {
        output.json(&json!({
            "sandbox": true,
            "endpoint": endpoint,
            "access_key_id": ACCESS_KEY_ID,
            "access_key_secret": ACCESS_KEY_SECRET,
        }));
        return;
    }
    output.line(&output.paint(Tone::Doubt, &output.texts.say("sandbox-serving")));
    output.line(&format!("  {endpoint}"));
    output.paragraph(2, &output.texts.say("sandbox-how-to"));
    output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_ID={ACCESS_KEY_ID}"));
    output.line(&format!("  export ALIBABA_CLOUD_ACCESS_KEY_SECRET={ACCESS_KEY_SECRET}"));
    output.line(&format!("  tunnelsmith gateways --region eu-central-1 --endpoint {endpoint}"));
    output.line(&format!("  {}", output.texts.say("sandbox-stop")));
}
