package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import io.groundwatch.config.RelabelRule.Action;
import io.groundwatch.text.WholePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one of Prometheus's {@code scrape_configs}. */
final class ScrapeJobReader {
  private static final int MAX_ENTRIES = 10_000;
  private static final Duration DEFAULT_REFRESH = Duration.ofMinutes(5);
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Actions that set a label. */
  private static final Set<Action> TARGETED =
      Set.of(
          Action.REPLACE,
          Action.HASHMOD,
          Action.LOWERCASE,
          Action.UPPERCASE,
          Action.KEEPEQUAL,
          Action.DROPEQUAL);

  private final Faults faults;
  private final YamlValues values;
  private final Path file;
  private final Duration interval;
  private final Duration timeout;
  private final Map<String, String> external;

  /**
   * With the file's own settings for all.
   *
   * @param file the configuration, beside which files of targets lie
   */
  ScrapeJobReader(
      Faults faults, Path file, Duration interval, Duration timeout, Map<String, String> external) {
    this.faults = faults;
    this.values = new YamlValues(faults);
    this.file = file;
    this.interval = interval;
    this.timeout = timeout;
    this.external = external;
  }

  /** Empty, with a fault, where it has no name. */
  Optional<ScrapeJob> read(ObjectReader job) {
    Optional<String> name = values.text(job, "job_name");
    if (name.isEmpty()) {
      job.missing("job_name", "a text that no other job has");
    }
    Duration every = values.duration(job, "scrape_interval").orElse(interval);
    Duration least = every.compareTo(LEAST) < 0 ? LEAST : every;
    Duration patience = values.duration(job, "scrape_timeout").orElse(timeout);
    boolean tls = values.text(job, "scheme").orElse("http").equals("https");
    ScrapeJob read =
        new ScrapeJob(
            name.orElse(""),
            least,
            patience.compareTo(least) > 0 ? least : patience,
            values.text(job, "metrics_path").orElse("/metrics"),
            params(job),
            tls,
            certificates(job),
            flag(job, "honor_labels", false),
            flag(job, "honor_timestamps", true),
            auth(job),
            groups(job),
            files(job),
            rules(job, "relabel_configs"),
            rules(job, "metric_relabel_configs"),
            job.integer("sample_limit", 0, Integer.MAX_VALUE).orElse(0),
            external);
    discoveries(job);
    job.finish(Severity.WARNING);
    return name.map(text -> read);
  }

  private boolean flag(ObjectReader job, String key, boolean usual) {
    return job.bool(key).orElse(usual);
  }

  private Map<String, List<String>> params(ObjectReader job) {
    Map<String, List<String>> params = new LinkedHashMap<>();
    job.object("params")
        .ifPresent(
            map ->
                map.members().keySet().forEach(name -> params.put(name, values.list(map, name))));
    return params;
  }

  private TlsConfig certificates(ObjectReader job) {
    Optional<ObjectReader> tls = job.object("tls_config");
    if (tls.isEmpty()) {
      return TlsConfig.NONE;
    }
    TlsConfig read =
        new TlsConfig(
            tls.get().path("ca_file").map(this::beside),
            tls.get().path("cert_file").map(this::beside),
            tls.get().path("key_file").map(this::beside),
            values.text(tls.get(), "server_name"));
    if (tls.get().bool("insecure_skip_verify").orElse(false)) {
      tls.get()
          .node("insecure_skip_verify")
          .ifPresent(
              node ->
                  faults.warning(
                      node.place(),
                      "not served: a target's certificate is always verified; ca_file names who"
                          + " signed it"));
    }
    if (read.certFile().isPresent() != read.keyFile().isPresent()) {
      job.error("tls_config", "only one of cert_file and key_file (expected: both or none)");
    }
    tls.get().finish(Severity.WARNING);
    return read;
  }

  private Path beside(Path path) {
    return file.resolveSibling(path);
  }

  private Optional<AuthConfig> auth(ObjectReader job) {
    Optional<ObjectReader> basic = job.object("basic_auth");
    if (basic.isPresent()) {
      String user = values.text(basic.get(), "username").orElse("");
      Optional<SecretRef> password = secret(basic.get(), "password", "password_file");
      basic.get().finish(Severity.WARNING);
      return password.map(secret -> new AuthConfig.Basic(user, secret));
    }
    Optional<SecretRef> bearer = secret(job, "bearer_token", "bearer_token_file");
    Optional<ObjectReader> authorization = job.object("authorization");
    if (authorization.isEmpty()) {
      return bearer.map(AuthConfig.Bearer::new);
    }
    String type = values.text(authorization.get(), "type").orElse("Bearer");
    if (!type.equalsIgnoreCase("Bearer")) {
      authorization.get().error("type", Fault.quote(type) + " (expected: Bearer)");
    }
    Optional<SecretRef> secret = secret(authorization.get(), "credentials", "credentials_file");
    authorization.get().finish(Severity.WARNING);
    return secret.map(AuthConfig.Bearer::new);
  }

  private Optional<SecretRef> secret(ObjectReader object, String key, String fileKey) {
    Optional<SecretRef> plain = values.text(object, key).map(SecretRef.OfText::new);
    Optional<SecretRef> ofFile =
        object.path(fileKey).map(path -> new SecretRef.OfFile(beside(path)));
    return ofFile.or(() -> plain);
  }

  private List<ScrapeJob.Group> groups(ObjectReader job) {
    List<ScrapeJob.Group> groups = new ArrayList<>();
    for (ObjectReader group : objects(job, "static_configs")) {
      groups.add(new ScrapeJob.Group(values.list(group, "targets"), values.texts(group, "labels")));
      group.finish(Severity.WARNING);
    }
    return groups;
  }

  private List<ScrapeJob.Files> files(ObjectReader job) {
    List<ScrapeJob.Files> files = new ArrayList<>();
    for (ObjectReader discovery : objects(job, "file_sd_configs")) {
      List<Path> patterns =
          values.list(discovery, "files").stream().map(Path::of).map(this::beside).toList();
      Duration refresh = values.duration(discovery, "refresh_interval").orElse(DEFAULT_REFRESH);
      files.add(new ScrapeJob.Files(patterns, refresh.compareTo(LEAST) < 0 ? LEAST : refresh));
      discovery.finish(Severity.WARNING);
    }
    return files;
  }

  private List<ObjectReader> objects(ObjectReader job, String key) {
    List<ObjectReader> objects = new ArrayList<>();
    for (ConfigNode node : job.array(key, 0, MAX_ENTRIES).orElse(List.of())) {
      ObjectReader.of(node, faults).ifPresent(objects::add);
    }
    return objects;
  }

  /** Other ways to find targets, such as {@code kubernetes_sd_configs}. */
  private void discoveries(ObjectReader job) {
    for (String key : job.names()) {
      if (key.endsWith("_sd_configs") && !key.equals("file_sd_configs")) {
        job.node(key)
            .ifPresent(
                node ->
                    faults.warning(
                        node.place(),
                        "not served by this version: no targets are found this way;"
                            + " file_sd_configs and static_configs are served"));
      }
    }
  }

  private List<RelabelRule> rules(ObjectReader job, String key) {
    List<RelabelRule> rules = new ArrayList<>();
    objects(job, key).forEach(rule -> rules.add(rule(rule)));
    return rules;
  }

  private RelabelRule rule(ObjectReader rule) {
    Action action = rule.choice("action", Choices.RELABEL).orElse(Action.REPLACE);
    String regex = values.text(rule, "regex").orElse("(.*)");
    WholePattern.fault(regex)
        .ifPresent(fault -> rule.error("regex", "no regular expression: " + fault));
    Optional<String> target = values.text(rule, "target_label");
    if (target.isEmpty() && TARGETED.contains(action)) {
      rule.missing("target_label", "the label that " + action.key() + " is about");
    }
    RelabelRule read =
        new RelabelRule(
            values.list(rule, "source_labels"),
            values.text(rule, "separator").orElse(";"),
            regex,
            values
                .text(rule, "modulus")
                .filter(t -> t.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .orElse(1L),
            target.orElse(""),
            values.text(rule, "replacement").orElse("$1"),
            action);
    rule.finish(Severity.WARNING);
    return read;
  }
}
