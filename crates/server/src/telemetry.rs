//! Log lines: text for people, or one JSON object each. The request's id is in every line that a request caused.
//! Libraries are heard up to `info`, whatever the filter says: below it they print paths, headers and values.

use crate::config::{LogArgs, LogFormat};
use env_logger::{Builder, Logger, fmt::Formatter};
use log::{
    Level, Log, Metadata, Record,
    kv::{Error, Key, Value, VisitSource},
};
use serde_json::{Map, json};
use std::io::{self, Write};

pub(crate) fn start(args: &LogArgs) {
    let mut builder = Builder::new();
    builder.parse_filters(&args.filter);
    match args.format {
        LogFormat::Json => builder.format(json_line),
        LogFormat::Text => builder.format(text_line),
    };
    let ours = Ours(builder.build());
    log::set_max_level(ours.0.filter());
    // Refused only if there is a logger already, and this is called once.
    let _ = log::set_boxed_logger(Box::new(ours));
}

const OUR_CRATES: [&str; 7] = ["api", "app", "cloop", "domain", "integrations", "migrations", "persistence"];

struct Ours(Logger);

impl Log for Ours {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let speaker = metadata.target().split(':').next().unwrap_or_default();
        (metadata.level() <= Level::Info || OUR_CRATES.contains(&speaker)) && self.0.enabled(metadata)
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            self.0.log(record);
        }
    }

    fn flush(&self) {
        self.0.flush();
    }
}

fn text_line(out: &mut Formatter, record: &Record<'_>) -> io::Result<()> {
    let level = out.default_level_style(record.level());
    write!(out, "{} {level}{:5}{level:#} {}", out.timestamp_millis(), record.level(), record.args())?;
    for (key, value) in fields(record) {
        match value.as_str() {
            Some(text) => write!(out, " {key}={text:?}")?,
            None => write!(out, " {key}={value}")?,
        }
    }
    writeln!(out)
}

fn json_line(out: &mut Formatter, record: &Record<'_>) -> io::Result<()> {
    let mut line = Map::new();
    line.insert("time".to_owned(), json!(out.timestamp_micros().to_string()));
    line.insert("level".to_owned(), json!(record.level().as_str()));
    line.insert("module".to_owned(), json!(record.target()));
    line.insert("message".to_owned(), json!(record.args().to_string()));
    line.extend(fields(record));
    writeln!(out, "{}", serde_json::Value::Object(line))
}

fn fields(record: &Record<'_>) -> Map<String, serde_json::Value> {
    struct Fields(Map<String, serde_json::Value>);

    impl<'kvs> VisitSource<'kvs> for Fields {
        fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
            let value = match (value.to_u64(), value.to_i64(), value.to_bool()) {
                (Some(number), _, _) => json!(number),
                (_, Some(number), _) => json!(number),
                (_, _, Some(flag)) => json!(flag),
                _ => json!(value.to_string()),
            };
            self.0.insert(key.to_string(), value);
            Ok(())
        }
    }

    let mut fields = Fields(Map::new());
    // A field that cannot be written must not cost the line.
    let _ = record.key_values().visit(&mut fields);
    if let Some(id) = api::current_request_id() {
        fields.0.insert("request_id".to_owned(), json!(id));
    }
    fields.0
}
