package io.groundwatch.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code logs}.
 *
 * @param logStreamName of the entries that name none
 * @param forceFlushInterval the default {@code max_age} of this section's lanes
 * @param files the entries of {@code logs_collected.files.collect_list}, in the order of the file
 * @param journals the entries of {@code logs_collected.journald.collect_list}, in the order of the
 *     file
 * @param emf the listener for the embedded metric format; absent = none
 * @param otlp the listener for log records in OTLP; absent = none
 * @param syslog the listener for syslog; absent = none
 * @param cloudWatchApi the listener that speaks CloudWatch's API; absent = none
 * @param destinations where the lines go; absent = wherever logs go
 */
public record LogsSection(
    Optional<String> logStreamName,
    Optional<Duration> forceFlushInterval,
    List<FileConfig> files,
    List<JournalConfig> journals,
    Optional<EmfConfig> emf,
    Optional<OtlpConfig> otlp,
    Optional<SyslogConfig> syslog,
    Optional<CloudWatchApiConfig> cloudWatchApi,
    Optional<List<String>> destinations) {
  /** Keeps its own copies. */
  public LogsSection {
    files = List.copyOf(files);
    journals = List.copyOf(journals);
    destinations = destinations.map(List::copyOf);
  }
}
