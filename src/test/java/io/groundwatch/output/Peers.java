package io.groundwatch.output;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The servers that tests send to and ask back. Each is a program that Debian has: one that is
 * installed, or one of a newer Debian that {@code packaging/test/peers} fetched into a folder of
 * its own. A test whose program is not here is passed over.
 */
public enum Peers {
  /** Prometheus 2.42, which takes Remote-Write 1.0. */
  PROMETHEUS("prometheus", false),
  /** Prometheus 3, which takes Remote-Write 2.0; Debian leaves its OTLP out. */
  PROMETHEUS_3("prometheus", true),
  VICTORIA_METRICS("victoria-metrics", false),
  /** A VictoriaMetrics that takes OTLP. */
  NEWER_VICTORIA_METRICS("victoria-metrics", true),
  INFLUXDB("influxd", false),
  /** A model of AWS's services, for their clients' tests; it keeps what it is told in memory. */
  MOTO("moto_server", true);

  private static final Path FETCHED =
      Path.of(
          Objects.requireNonNullElse(
              System.getenv("GROUNDWATCH_PEERS"), "/var/cache/groundwatch-test/peers"));

  private final String program;
  private final boolean fetched;

  Peers(String program, boolean fetched) {
    this.program = program;
    this.fetched = fetched;
  }

  /** Passes the test over where the program is not here. */
  public void assumeHere() {
    assumeThat((fetched ? FETCHED : Path.of("/")).resolve("usr/bin").resolve(program))
        .as(this + " is here")
        .matches(Files::isExecutable);
  }

  /** Starts it, with what it keeps in {@code folder}. */
  public PeerServer start(Path folder) throws IOException {
    assumeHere();
    Path log = folder.resolve(program + ".log");
    return switch (this) {
      case PROMETHEUS, PROMETHEUS_3 -> prometheus(folder, log, "global: {}\n");
      case VICTORIA_METRICS, NEWER_VICTORIA_METRICS -> victoriaMetrics(folder, log);
      case INFLUXDB -> influxdb(folder, log);
      case MOTO -> moto(log);
    };
  }

  /** Starts a Prometheus that fetches {@code target}, a host and a port, every second. */
  public PeerServer startFetching(String target, Path folder) throws IOException {
    assumeHere();
    String config =
        """
        scrape_configs:
          - job_name: groundwatch
            scrape_interval: 1s
            static_configs:
              - targets: ["%s"]
        """
            .formatted(target);
    return prometheus(folder, folder.resolve(program + ".log"), config);
  }

  private PeerServer prometheus(Path folder, Path log, String text) throws IOException {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), text);
    return new PeerServer(
        log,
        "Server is ready to receive web requests",
        port ->
            command(
                "--config.file=" + config,
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver",
                "--storage.tsdb.path=" + folder.resolve("data")));
  }

  private PeerServer victoriaMetrics(Path folder, Path log) throws IOException {
    return new PeerServer(
        log,
        "pprof handlers are exposed",
        port ->
            command(
                "-httpListenAddr=127.0.0.1:" + port,
                "-search.latencyOffset=0s",
                "-storageDataPath=" + folder.resolve("data")));
  }

  private PeerServer influxdb(Path folder, Path log) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("influxdb.conf"),
            """
            reporting-disabled = true
            bind-address = "127.0.0.1:0"
            [meta]
              dir = "%1$s/meta"
            [data]
              dir = "%1$s/data"
              wal-dir = "%1$s/wal"
            """
                .formatted(folder));
    return new PeerServer(
        log,
        "Listening on HTTP",
        port ->
            Stream.concat(
                    // The port is known only now; it wins over the file.
                    Stream.of("env", "INFLUXDB_HTTP_BIND_ADDRESS=127.0.0.1:" + port),
                    command("-config", config.toString()).stream())
                .toList());
  }

  private PeerServer moto(Path log) throws IOException {
    return new PeerServer(
        log,
        "Running on http://",
        port -> {
          List<String> command = new ArrayList<>(List.of("env", "PYTHONUNBUFFERED=1"));
          command.add("PYTHONHOME=" + FETCHED.resolve("usr"));
          command.add("PYTHONPATH=" + FETCHED.resolve("usr/lib/python3/dist-packages"));
          command.addAll(loaded("python3"));
          command.add(FETCHED.resolve("usr/bin/moto_server").toString());
          command.addAll(List.of("-H", "127.0.0.1", "-p", Integer.toString(port)));
          return command;
        });
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(fetched ? loaded(program) : List.of(program));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A fetched program runs with the libraries that were fetched with it. */
  private static List<String> loaded(String program) {
    return List.of(
        FETCHED.resolve("usr/lib64/ld-linux-x86-64.so.2").toString(),
        "--library-path",
        FETCHED.resolve("usr/lib/x86_64-linux-gnu").toString(),
        FETCHED.resolve("usr/bin").resolve(program).toString());
  }
}
