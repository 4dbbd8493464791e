package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.input.file.FileAccount;
import io.groundwatch.input.file.FileEntry;
import io.groundwatch.input.file.FileExplainer;
import io.groundwatch.input.identity.Identity;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundwatch explain}. */
@Command(
    name = "explain",
    description = {
      "Tells which entry reads a file, how far, and where to; or why none does.",
      "It decides as the agent does, from the configuration, the file system and the files of the",
      "state folder alone, whether the agent runs or not, and changes nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:each of the files is read",
      "1:one of them is not, or it cannot be told",
      "3:the configuration has faults; all of them are printed"
    })
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The path of a log file; it need not exist.")
  private List<Path> files = new ArrayList<>();

  @Mixin private StateOption state = new StateOption();

  @Option(names = "--json", description = "Prints JSON, for programs: one object a line and file.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Map<String, String> environment = System.getenv();
    StateOption.Expected expected = state.expected(environment);
    Logging.startQuiet(environment, System.err);
    PrintWriter out = spec.commandLine().getOut();
    TimeSource time = new SystemTimeSource();
    Routes routes = Routes.of(expected.config());
    FileExplainer explainer =
        new FileExplainer(
            entries(routes, expected.config().config(), environment),
            expected.directory(),
            RunningAgent.outputs(expected.directory()),
            time);
    LaneReadings lanes = LaneReadings.in(expected.directory());
    boolean all = true;
    for (Path file : files) {
      FileAccount account = explainer.explain(file);
      Explanation explanation = Explanation.of(account, routes.files(), explainer, lanes);
      if (json) {
        out.println(JsonTree.text(explanation.tree()));
      } else {
        explanation.lines(time.wallNanos()).forEach(out::println);
      }
      all &= explanation.isRead();
    }
    sayWhoAsked(expected.directory(), spec.commandLine().getErr());
    lanes.troubles().forEach(trouble -> spec.commandLine().getErr().println("! " + trouble));
    return all ? ExitCode.FINE : ExitCode.FAILED;
  }

  private static List<FileEntry> entries(
      Routes routes, AgentConfig config, Map<String, String> environment) throws IOException {
    Placeholders placeholders =
        Placeholders.of(
            Hostname.of(config.agent(), environment),
            HostAddress.find(),
            config.agent(),
            environment,
            new Identity());
    return routes.files().stream()
        .map(file -> new FileEntry(file.file(), placeholders, List.of()))
        .toList();
  }

  /** What root may read, the agent may not. */
  private static void sayWhoAsked(Path directory, PrintWriter err) throws IOException {
    if (Files.isDirectory(directory) && LaneOrders.isOfAnother(directory)) {
      err.printf(
          "The agent runs as %1$s, and may read less than you: sudo -u %1$s … tells.%n",
          Files.getOwner(directory));
    }
  }
}
