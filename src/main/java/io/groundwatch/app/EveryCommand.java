package io.groundwatch.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line with all that it can do: for everything but a run, and for its completion. */
@Command(
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
    })
final class EveryCommand extends Main {}
