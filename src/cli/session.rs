//! Who is asked and as whom: the sandbox or the cloud, the endpoint of a region, the credentials.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Mutex;

use crate::cloud::credentials::{
    Credentials, CredentialsError, SignedIn, Surroundings, find, obtain,
};
use crate::cloud::{Client, Endpoint, Options, Policy, Sts};
use crate::connection::regions;
use crate::rpc::Algorithm;
use crate::sandbox::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, Sandbox, Settings, serve};

use super::Exit;
use super::args::{Common, Signature};
use super::output::{Output, Tone};

/// A runtime of one thread: the work is waiting, not computing.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// What one run of the program talks to.
pub struct Session {
    /// Serves as long as the session lasts.
    sandbox: Option<Sandbox>,
    endpoint: Option<Endpoint>,
    algorithm: Algorithm,
    around: Surroundings,
    policy: Policy,
    access: Mutex<Access>,
    /// By host, so that a thousand drafts of one region share one.
    clients: Mutex<BTreeMap<String, Client>>,
}

impl Session {
    /// Starts the sandbox if that is wanted, and finds the credentials.
    ///
    /// # Errors
    /// The exit status, after telling why.
    pub async fn open(common: &Common, policy: Policy, output: &Output) -> Result<Self, Exit> {
        let algorithm = match common.signature {
            Signature::V1 => Algorithm::V1,
            Signature::V3 => Algorithm::V3,
        };
        let around = Surroundings::of_process();
        let (sandbox, endpoint, access) = if common.sandbox {
            let sandbox = started().await.map_err(|error| {
                output.trouble(&format!("the sandbox cannot be started: {error}"));
                Exit::Failed
            })?;
            let endpoint = sandbox.endpoint();
            (Some(sandbox), Some(endpoint), Access::Sandbox)
        } else {
            let signed_in = signed_in(common, &around, output).await?;
            (None, common.endpoint.clone(), Access::SignedIn(Box::new(signed_in)))
        };
        let endpoint = endpoint
            .map(|endpoint| Endpoint::parse(&endpoint))
            .transpose()
            .map_err(|error| super::usage(output, &format!("--endpoint: {error}")))?;
        Ok(Self {
            sandbox,
            endpoint,
            algorithm,
            around,
            policy,
            access: Mutex::new(access),
            clients: Mutex::default(),
        })
    }

    /// Whether the sandbox of this very process serves.
    pub fn is_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }

    /// The region of the profile or the environment, for verbs that no draft tells one.
    pub async fn region(&self) -> Option<String> {
        match &*self.access.lock().await {
            Access::Sandbox => None,
            Access::SignedIn(signed_in) => signed_in.region.clone(),
        }
    }

    /// The client for a region's endpoint, with credentials that are still good.
    ///
    /// # Errors
    /// One line: why there is none.
    pub async fn client(&self, region: &str) -> Result<Client, String> {
        let endpoint = match &self.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => of_region(region)?,
        };
        let credentials = self.credentials().await?;
        let mut clients = self.clients.lock().await;
        if let Some(client) = clients.get(&endpoint.to_string()) {
            return Ok(client.clone());
        }
        let options = Options {
            algorithm: self.algorithm,
            policy: self.policy,
            ..Options::new(endpoint.clone(), credentials)
        };
        let client = Client::new(options).map_err(|error| error.to_string())?;
        clients.insert(endpoint.to_string(), client.clone());
        Ok(client)
    }

    /// The access key, renewed where a temporary one is about to end.
    async fn credentials(&self) -> Result<Credentials, String> {
        let mut access = self.access.lock().await;
        let signed_in = match &mut *access {
            Access::Sandbox => return Ok(sandbox_credentials()),
            Access::SignedIn(signed_in) => signed_in,
        };
        let now = Timestamp::now();
        if signed_in.is_due(now) {
            let source = signed_in.source().clone();
            **signed_in = obtain(&source, &self.around, now, &Sts::default())
                .await
                .map_err(|error| told(&error))?;
            self.clients.lock().await.clear();
        }
        Ok(signed_in.credentials.clone())
    }
}

fn of_region(region: &str) -> Result<Endpoint, String> {
    let known = regions::find(region).map(|known| known.vpc_endpoint.as_str());
    Endpoint::of_region(region, known).map_err(|error| error.to_string())
}

/// The endpoint that requests for a region go to, if what is created there outlasts this run.
pub fn lasting_endpoint(common: &Common, region: &str) -> Option<String> {
    if common.sandbox {
        return None;
    }
    let endpoint = match &common.endpoint {
        Some(endpoint) => Endpoint::parse(endpoint).ok()?,
        None => of_region(region).ok()?,
    };
    Some(endpoint.to_string())
}

/// Where the access key comes from.
enum Access {
    /// The sandbox has one that everybody knows.
    Sandbox,
    SignedIn(Box<SignedIn>),
}

async fn started() -> std::io::Result<Sandbox> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    Ok(serve(listener, Settings::default()).await)
}

fn sandbox_credentials() -> Credentials {
    Credentials {
        id: ACCESS_KEY_ID.to_owned(),
        secret: ACCESS_KEY_SECRET.into(),
        token: None,
        expires: None,
    }
}

async fn signed_in(
    common: &Common,
    around: &Surroundings,
    output: &Output,
) -> Result<SignedIn, Exit> {
    let none = |error: &CredentialsError| {
        output.trouble_in_lines(&told(error));
        // That one speaks of the sandbox itself.
        if !matches!(error, CredentialsError::Nothing(_)) {
            output.note(&output.texts.say("no-credentials"));
        }
        Exit::NoCredentials
    };
    let source = find(common.profile.as_deref(), around).map_err(|error| none(&error))?;
    let signed_in = obtain(&source, around, Timestamp::now(), &Sts::default())
        .await
        .map_err(|error| none(&error))?;
    output.note(&output.texts.say_with(
        "signed-in",
        &[
            ("key", signed_in.credentials.masked_id().into()),
            ("provider", signed_in.provider.to_string().into()),
        ],
    ));
    if source.file_is_open_to_others() {
        output.note(&output.texts.say("credentials-open"));
    }
    Ok(signed_in)
}

/// The error and, for a role, what asking for it met with. Causes of the network stay out: they may
/// hold an address with a token in it.
fn told(error: &CredentialsError) -> String {
    match error {
        CredentialsError::RoleRefused { source, .. } => format!("{error}: {source}"),
        _ => error.to_string(),
    }
}

/// Says, before anything else, that nothing of what follows is real.
pub fn announce_sandbox(output: &Output) {
    if !output.is_json() {
        output.line(&output.paint(Tone::Doubt, &output.texts.say("sandbox-banner")));
    }
}
