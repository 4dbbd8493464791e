package io.groundwatch.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "groundwatch",
    description = {
      "Host monitoring agent: samples the host, tails log files, buffers on disk, ships over HTTP.",
      ""
    },
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      ConfigCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      ExplainCommand.class,
      QueueCommand.class,
      ReceiveCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all went well",
      "1:something failed; the last line says what",
      "2:the command line is wrong",
      "3:the configuration has faults; all of them are printed"
    },
    footerHeading = "%nA first look, with the example that comes with it:%n",
    footer = "  groundwatch run --config conf/config.example.json")
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} name and exits with its status. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(new FailureSaid());
  }
}
