package io.groundwatch.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code groundwatch queue}: what lies in the lanes, and what can be done about it. */
@Command(
    name = "queue",
    description = {
      "Looks into what is queued, and into what was refused.",
      "Looking reads the files of the state folder alone, whether the agent runs or not, and changes",
      "nothing. What changes something is done by the agent, where it runs and has the lane open;",
      "else on the files.",
      ""
    },
    subcommands = {
      QueueListCommand.class,
      QueueShowCommand.class,
      QueueExportCommand.class,
      QueueRetryCommand.class,
      QueuePurgeCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class QueueCommand {}
