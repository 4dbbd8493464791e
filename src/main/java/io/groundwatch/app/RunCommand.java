package io.groundwatch.app;

import io.groundwatch.config.Fault;
import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.WorkerThread;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code groundwatch run}. */
@Command(
    name = "run",
    description = {
      "Runs the agent until it is told to stop (SIGTERM, or Ctrl-C). Told so a second time, it"
          + " ends",
      "at once; no line is lost. SIGHUP makes it read its configuration again.",
      "Records for a destination of type stdout go to standard output, the agent's own log to",
      "standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it was told to stop and did",
      "1:it could not start; the last line says why",
      "3:the configuration has faults; all of them are printed",
      "130, 143:it was told to stop a second time (SIGINT, SIGTERM) before it had"
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  /** How long a stop may take; systemd's own limit is far above. */
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(5);

  /** Between two looks at the files of the configuration, where it asks for them. */
  private static final Duration WATCH_EVERY = Duration.ofSeconds(2);

  private static final Duration LONG = Duration.ofDays(1);

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--debug", description = "Logs at level DEBUG.")
  private boolean debug;

  @Override
  public Integer call() throws Exception {
    NameCache.shorten();
    Map<String, String> environment = System.getenv();
    Systemd systemd = Systemd.of(environment, ProcessHandle.current().pid());
    // First of all: without, the signal would end an agent that starts.
    ReloadRequests requests = new ReloadRequests();
    boolean canBeTold = Signals.take("HUP", requests::ask);
    ConfigWatch watch = new ConfigWatch(() -> config.stamp(environment));
    LoadedConfig loaded = config.load(environment);
    Logging.start(debug || loaded.config().agent().debug(), environment, System.err);
    Thread.setDefaultUncaughtExceptionHandler(RunCommand::endAtOnce);
    Routes routes = Routes.of(loaded);
    Path stateDirectory = StateDirectory.open(loaded.config().agent(), environment);
    sayWhatRuns(loaded, routes, stateDirectory);
    TimeSource time = new SystemTimeSource();
    // Buffered, since it keeps the writes of several lanes apart.
    OutputStream stdout = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    Agent agent = new Agent(new Wiring(stateDirectory, environment, time, stdout), time);
    if (!canBeTold) {
      log.debug("SIGHUP cannot be taken here.");
    }
    agent.apply(routes);
    agent.inForce().runs(loaded, routes);
    // Not before: an agent that could not start has failed, and was not told to stop.
    stopWhenTold(agent);
    Supplier<String> status = () -> Health.line(agent.view(), agent.inForce().state());
    systemd.ready(status.get());
    systemd
        .watchdog()
        .map(interval -> new Watchdog(agent::view, status, systemd::works, interval, time))
        .ifPresent(watchdog -> new WorkerThread(watchdog, time).start());
    Reload reload = new Reload(() -> config.load(environment), agent, loaded, debug);
    return serve(
        requests,
        reload,
        watch,
        () -> {
          systemd.reloading();
          reload.run();
          systemd.ready(status.get());
        });
  }

  /** Never returns: the process ends by a signal, in the hook below. */
  private static int serve(
      ReloadRequests requests, Reload reload, ConfigWatch watch, Runnable readAgain)
      throws InterruptedException {
    while (true) {
      boolean watching = reload.running().config().agent().reloadOnChange();
      boolean asked = requests.await(watching ? WATCH_EVERY : LONG);
      if (asked || (watching && watch.changed())) {
        watch.reading();
        try {
          readAgain.run();
        } catch (BrokenAgentException e) {
          log.error("The changed configuration cannot be run: {}. The agent ends.", e.getMessage());
          Runtime.getRuntime().halt(ExitCode.FAILED);
        }
      }
    }
  }

  private static void sayWhatRuns(LoadedConfig loaded, Routes routes, Path stateDirectory) {
    log.info("Groundwatch {} on {}.", Version.current(), Version.platform());
    log.info("State folder: {}", stateDirectory);
    log.info("Configuration: {}", String.join(", ", loaded.sources()));
    loaded.warnings().stream().map(Fault::text).forEach(text -> log.warn("{}", text));
    routes.lines().forEach(line -> log.info("{}", line));
    if (BuiltInConfig.is(loaded)) {
      log.warn(
          "There is no configuration, so this host's metrics and usual logs are shown and sent"
              + " nowhere. To write one: groundwatch config init");
    } else if (routes.implied()) {
      log.warn(
          "No destination is named, so records go to standard output. To send them elsewhere, add:"
              + " \"destinations\": {\"central\": {\"type\": \"http\", \"url\":"
              + " \"https://collect.example.internal/ingest\"}}");
    }
    if (routes.all().isEmpty()) {
      log.warn("The configuration asks for nothing that this version collects.");
    }
    List<String> later =
        loaded.config().metrics().map(RunCommand::needTwoSamples).orElse(List.of());
    if (!later.isEmpty()) {
      log.info("From the second interval on: {}", String.join(", ", later));
    }
  }

  private static List<String> needTwoSamples(MetricsSection metrics) {
    return metrics.inputs().stream()
        .map(RunCommand::needTwoSamples)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static String needTwoSamples(HostInputConfig input) {
    return input.measurements().stream()
        .map(m -> m.field())
        .filter(field -> HostFields.needsTwoSamples(input.name(), field))
        .map(field -> input.name() + "_" + field)
        .collect(Collectors.joining(", "));
  }

  /**
   * An agent without one of its threads would look well and lose data, so it ends, and the service
   * manager starts it anew; what was stored is on disk.
   */
  private static void endAtOnce(Thread thread, Throwable e) {
    log.error("Thread {} died of a bug; the agent ends.", thread.getName(), e);
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }

  /**
   * On SIGTERM and SIGINT the JVM runs this and would then exit with 128 and the signal's number;
   * an agent that stopped as it was told has not failed, hence the halt.
   */
  private static void stopWhenTold(Agent agent) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  SecondSignal.endsAtOnce();
                  log.info("Told to stop.");
                  agent.stop(STOP_AT_MOST);
                  log.info("Stopped.");
                  Runtime.getRuntime().halt(ExitCode.FINE);
                },
                "stop"));
  }
}
