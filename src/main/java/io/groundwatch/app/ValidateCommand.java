package io.groundwatch.app;

import io.groundwatch.config.Fault;
import io.groundwatch.config.LoadedConfig;
import java.io.PrintWriter;
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
    exitCodeList = {"0:it is valid", "3:it has faults"})
final class ValidateCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--strict", description = "Refuses what is otherwise only warned of.")
  private boolean strict;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    LoadedConfig loaded = config.load(System.getenv());
    PrintWriter err = spec.commandLine().getErr();
    for (Fault warning : loaded.warnings()) {
      err.println(warning.text());
    }
    if (strict && !loaded.warnings().isEmpty()) {
      err.println("Refused: --strict allows no warnings.");
      return ExitCode.CONFIGURATION;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("The configuration is valid.");
    Routes.of(loaded.config()).lines().forEach(out::println);
    return ExitCode.FINE;
  }
}
