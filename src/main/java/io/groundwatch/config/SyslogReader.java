package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.Optional;

/** Reads {@code logs.logs_collected.syslog}. */
final class SyslogReader {
  private static final String ADDRESS = "service_address";
  private static final String UDP = "udp://";
  private static final String TCP = "tcp://";
  private static final int MAX_TEXT = 255;
  private static final int MAX_NAME = 512;

  private SyslogReader() {}

  static SyslogConfig read(ObjectReader input) {
    Optional<String> text = input.string(ADDRESS, 1, MAX_TEXT);
    boolean udp = text.filter(t -> t.startsWith(UDP)).isPresent();
    boolean tcp = text.filter(t -> t.startsWith(TCP)).isPresent();
    Optional<ListenAddress> address =
        text.map(t -> udp || tcp ? t.substring(UDP.length()) : t)
            .flatMap(t -> ListenAddress.parse(t.startsWith(":") ? t.substring(1) : t));
    if (text.isPresent() && address.isEmpty()) {
      input.error(
          ADDRESS,
          Fault.quote(text.get())
              + " (expected: such as \"udp://0.0.0.0:514\", \"tcp://0.0.0.0:6514\", or \":5140\" for"
              + " both)");
    }
    Optional<TlsConfig> tls = OtlpReader.tls(input);
    if (tls.isPresent() && !tcp) {
      input.error("tls", "is for TCP alone (expected: a service_address with tcp://)");
    }
    SyslogConfig syslog =
        new SyslogConfig(
            address.orElse(SyslogConfig.DEFAULT_ADDRESS),
            !tcp,
            !udp,
            tls,
            input.string("log_group_name", 1, MAX_NAME).orElse(SyslogConfig.DEFAULT_GROUP),
            input.string("log_stream_name", 1, MAX_NAME));
    input.finish(Severity.ERROR);
    return syslog;
  }
}
