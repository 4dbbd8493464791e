package io.groundwatch.app;

import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.Fault;
import io.groundwatch.config.LoadedConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundwatch validate}. */
@Command(
    name = "validate",
    description = {
      "Checks the configuration and starts nothing.",
      "Every fault is printed with its file, line, column and JSON pointer, and what was probably",
      "meant."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it is valid",
      "1:it is valid, and with --online a destination does not answer",
      "3:it has faults"
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--strict", description = "Refuses what is otherwise only warned of.")
  private boolean strict;

  @Option(
      names = "--show",
      description = {
        "Shows what has an effect: all files merged, with defaults, secrets masked; and which files",
        "each entry matches now."
      })
  private boolean show;

  @Option(
      names = "--online",
      description = "Asks each destination whether it answers, by an OPTIONS request.")
  private boolean online;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Map<String, String> environment = System.getenv();
    LoadedConfig loaded = config.load(environment);
    PrintWriter err = spec.commandLine().getErr();
    for (Fault warning : loaded.warnings()) {
      err.println(warning.text());
    }
    if (strict && !loaded.warnings().isEmpty()) {
      err.println("Refused: --strict allows no warnings.");
      return ExitCode.CONFIGURATION;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        BuiltInConfig.is(loaded)
            ? "There is no configuration, so that the built-in one would run."
            : "The configuration is valid.");
    Routes.of(loaded).lines().forEach(out::println);
    if (show) {
      out.println(loaded.shown().text());
      MatchedFiles.lines(loaded.config()).forEach(out::println);
    }
    List<DestinationConfig> destinations = Implied.of(loaded).inForce(loaded.config());
    return online && !DestinationCheck.allAnswer(destinations, environment, out)
        ? ExitCode.FAILED
        : ExitCode.FINE;
  }
}
