package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.model.SignalKind;
import io.groundwatch.text.LinePattern;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the section {@code logs}. */
final class LogsReader {
  private static final int MAX_ENTRIES = 16_384;
  private static final int MAX_EXCLUDED = 1000;
  private static final String COLLECTED = "logs_collected";
  private static final String METRICS = "metrics_collected";
  private static final String AUTO_REMOVAL = "auto_removal";
  private static final String PER_FILE = "publish_multi_logs";
  private static final Pattern META = Pattern.compile("[*?\\[{]");

  private final Faults faults;
  private final DestinationNames destinations;
  private final Map<String, String> agentAttributes;

  /**
   * Reads the section of a file whose section {@code agent} has {@code agentAttributes} for all.
   */
  LogsReader(Faults faults, DestinationNames destinations, Map<String, String> agentAttributes) {
    this.faults = faults;
    this.destinations = destinations;
    this.agentAttributes = agentAttributes;
  }

  LogsSection read(ObjectReader section) {
    if (!section.has(COLLECTED) && !section.has(METRICS)) {
      section.missing(COLLECTED, "an object that names what to read, such as \"files\"");
    }
    Optional<String> stream = LogStreamReader.name(section, LogStreamReader.STREAM);
    Map<String, String> attributes = new TreeMap<>(agentAttributes);
    attributes.putAll(LogStreamReader.attributes(section));
    LogStreamReader streams =
        new LogStreamReader(stream, attributes, destinations.doMakeLogGroups());
    Collected collected = collected(section, streams);
    Optional<EmfConfig> emf = section.object(METRICS).flatMap(LogsReader::metrics);
    LogsSection logs =
        new LogsSection(
            stream,
            section
                .integer("force_flush_interval", 1, AgentReader.MAX_INTERVAL_SECONDS)
                .map(Duration::ofSeconds),
            collected.files(),
            collected.journals(),
            emf,
            collected.otlp(),
            collected.syslog(),
            collected.cloudWatchApi(),
            destinations.read(section, SignalKind.LOGS));
    destinations.targets(section, UpstreamKeys.LOGS_TARGET);
    section.finish(Severity.ERROR);
    return logs;
  }

  /** Upstream tolerates unknown names here. */
  private static Optional<EmfConfig> metrics(ObjectReader collected) {
    Optional<EmfConfig> emf = EmfConfigReader.read(collected);
    collected.unserved(UpstreamKeys.LOGS_METRICS);
    collected.finish(Severity.WARNING);
    return emf;
  }

  /** What {@code logs_collected} names. */
  private record Collected(
      List<FileConfig> files,
      List<JournalConfig> journals,
      Optional<OtlpConfig> otlp,
      Optional<SyslogConfig> syslog,
      Optional<CloudWatchApiConfig> cloudWatchApi) {}

  private Collected collected(ObjectReader section, LogStreamReader streams) {
    Optional<ObjectReader> collected = section.object(COLLECTED);
    if (collected.isEmpty()) {
      return new Collected(
          List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
    if (collected.get().isEmpty()) {
      section.error(COLLECTED, "empty (expected: what to read, such as \"files\")");
    }
    Optional<ObjectReader> files = collected.get().object("files");
    Optional<ObjectReader> journal = collected.get().object("journald");
    Optional<ObjectReader> otlp = collected.get().object("otlp");
    Optional<ObjectReader> syslog = collected.get().object("syslog");
    Optional<ObjectReader> api = collected.get().object("cloudwatch");
    collected.get().unserved(UpstreamKeys.LOGS_COLLECTED);
    collected.get().finish(Severity.ERROR);
    JournalReader journals = new JournalReader(faults, destinations);
    return new Collected(
        files.map(f -> entries(f, streams)).orElse(List.of()),
        journal.map(j -> journals.read(j, streams)).orElse(List.of()),
        otlp.map(new OtlpReader(faults)::logs),
        syslog.map(SyslogReader::read),
        api.map(CloudWatchApiReader::logs));
  }

  private List<FileConfig> entries(ObjectReader files, LogStreamReader streams) {
    List<FileConfig> entries = new ArrayList<>();
    files.required("collect_list", "an array of objects with \"file_path\"");
    files.distinct("collect_list");
    files
        .array("collect_list", 1, MAX_ENTRIES)
        .ifPresent(
            nodes ->
                nodes.forEach(
                    node ->
                        ObjectReader.of(node, faults)
                            .flatMap(entry -> entry(entry, streams))
                            .ifPresent(entries::add)));
    files.finish(Severity.ERROR);
    return entries;
  }

  private Optional<FileConfig> entry(ObjectReader entry, LogStreamReader streams) {
    entry.required("file_path", "a path or a glob, such as \"/var/log/app/*.log\"");
    Optional<String> path = entry.string("file_path", 1, ValueReader.MAX_TEXT);
    boolean perFile = entry.bool(PER_FILE).orElse(false);
    LogStreamConfig stream =
        streams.read(entry, path.map(FileConfig::defaultLogGroupName), perFile);
    FileHandling handling = handling(entry, perFile);
    List<String> exclude = exclude(entry);
    Optional<String> blacklist = blacklist(entry);
    EventConfig events = new EventReader(faults).read(entry);
    List<ProcessorConfig> processors = new ProcessorReader(faults).read(entry, events);
    Optional<List<String>> names = destinations.read(entry, SignalKind.LOGS);
    entry.finish(Severity.ERROR);
    if (path.isPresent() && path.get().isBlank()) {
      entry.error("file_path", "blank (expected: a path or a glob)");
    }
    path.flatMap(LogsReader::globFault).ifPresent(fault -> entry.error("file_path", fault));
    return path.map(
        filePath ->
            new FileConfig(
                filePath, exclude, blacklist, stream, handling, events, processors, names));
  }

  private static FileHandling handling(ObjectReader entry, boolean perFile) {
    boolean autoRemoval = entry.bool(AUTO_REMOVAL).orElse(false);
    if (autoRemoval && perFile) {
      entry.warn(
          AUTO_REMOVAL,
          "does nothing beside " + PER_FILE + ", where a newer file says nothing of an older one");
    }
    ReadFrom readFrom =
        entry.choice("read_from", Choices.READ_FROM).orElse(FileHandling.DEFAULTS.readFrom());
    if (autoRemoval && readFrom == ReadFrom.END) {
      entry.error(
          AUTO_REMOVAL, "would remove what read_from \"end\" passes over (expected: not both)");
    }
    return new FileHandling(
        readFrom,
        autoRemoval && !perFile,
        entry.choice("backpressure_mode", Choices.BACKPRESSURE).orElse(false),
        entry.choice("compressed", Choices.COMPRESSED).orElse(FileHandling.DEFAULTS.compressed()));
  }

  private static List<String> exclude(ObjectReader entry) {
    List<String> globs = entry.strings("exclude", 0, MAX_EXCLUDED).orElse(List.of());
    for (String glob : globs) {
      globFault(glob).ifPresent(fault -> entry.error("exclude", fault));
    }
    return globs;
  }

  private static Optional<String> blacklist(ObjectReader entry) {
    Optional<String> pattern = entry.string("blacklist", 1, ValueReader.MAX_TEXT);
    try {
      pattern.ifPresent(LinePattern::compile);
      return pattern;
    } catch (IllegalArgumentException e) {
      entry.error("blacklist", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What is wrong with a glob, as the file system sees it: each name of the path is one. */
  private static Optional<String> globFault(String filePath) {
    try {
      for (Path name : Path.of(filePath)) {
        if (META.matcher(name.toString()).find()) {
          FileSystems.getDefault().getPathMatcher("glob:" + name);
        }
      }
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "not a glob, at "
              + e.getPattern()
              + " (expected: what [ and { open is closed in the same"
              + " name; one that means itself has a \\ before it)");
    } catch (InvalidPathException e) {
      return Optional.of("not a path: " + e.getReason() + " (expected: a path or a glob)");
    }
  }
}
