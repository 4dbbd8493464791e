package io.groundwatch.app;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "groundwatch",
    description = {
      "Host monitoring agent: samples the host, tails log files, buffers on disk, ships over HTTP.",
      ""
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
    System.exit(commandLine(args).execute(args));
  }

  /** The agent runs for months: where it is what is asked for, no other command is loaded. */
  static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new Main()).addSubcommand(new RunCommand());
    if (args.length == 0 || !args[0].equals("run")) {
      addOthers(line);
    }
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(new FailureSaid());
  }

  private static void addOthers(CommandLine line) {
    line.addSubcommand(new ValidateCommand())
        .addSubcommand(new ConfigCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new ExplainCommand())
        .addSubcommand(new QueueCommand())
        .addSubcommand(new ReceiveCommand())
        .addSubcommand(new VersionCommand())
        .addSubcommand(completion())
        .addSubcommand(new CommandLine.HelpCommand());
  }

  /** Packages ask for it; it is of no use to people who read the help. */
  private static CommandLine completion() {
    CommandLine line = new CommandLine(new AutoComplete.GenerateCompletion());
    line.getCommandSpec().usageMessage().hidden(true);
    return line;
  }
}
