package io.groundwatch.app;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.Fault;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundwatch config migrate}. */
@Command(
    name = "migrate",
    description = {
      "Says what a configuration of the CloudWatch Agent does here, what it does not, and what it does",
      "otherwise. Changes nothing, but for --positions."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it runs here", "1:the positions cannot be taken over", "3:it has faults"})
final class ConfigMigrateCommand implements Callable<Integer> {
  private static final Path ROOT = Path.of("/");

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Files or folders. Without any: where an agent without --config looks.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--positions",
      arity = "0..1",
      fallbackValue = "/" + UpstreamState.FOLDER,
      paramLabel = "FOLDER",
      description = {
        "Takes over how far that agent has read its log files, from its state folder (or FOLDER), so",
        "that no line is sent again. Both agents must be stopped."
      })
  private Optional<Path> positions = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Map<String, String> environment = System.getenv();
    PrintWriter out = spec.commandLine().getOut();
    LoadedConfig loaded = load(environment);
    Routes routes = Routes.of(loaded);
    section(out, "What runs here:", routes.lines());
    section(out, "What does not:", loaded.warnings().stream().map(Fault::text).toList());
    section(out, "What is otherwise:", Deviations.of(loaded));
    if (positions.isPresent()) {
      section(out, "Positions:", takeOver(positions.get(), loaded, routes, environment));
    }
    return ExitCode.FINE;
  }

  private LoadedConfig load(Map<String, String> environment) throws ConfigException, IOException {
    return ConfigLoader.find(paths, environment, ROOT)
        .orElseThrow(() -> new IOException("there is no configuration (expected: a PATH)"));
  }

  private static List<String> takeOver(
      Path folder, LoadedConfig loaded, Routes routes, Map<String, String> environment)
      throws IOException {
    Optional<Long> running = UpstreamState.runningAgent(Path.of("/proc"));
    if (running.isPresent()) {
      throw new IOException(
          "the CloudWatch Agent runs (process "
              + running.get()
              + "): stop it, so that it reads no more");
    }
    AgentSection agent = loaded.config().agent();
    return new PositionTakeover(
            StateDirectory.open(agent, environment),
            routes,
            new SystemTimeSource(),
            new SplittableRandom(new SecureRandom().nextLong()))
        .from(folder);
  }

  private static void section(PrintWriter out, String title, List<String> lines) {
    out.println(title);
    lines.forEach(line -> out.println("  " + line));
    if (lines.isEmpty()) {
      out.println("  nothing");
    }
  }
}
