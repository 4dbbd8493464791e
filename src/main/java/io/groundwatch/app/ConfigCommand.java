package io.groundwatch.app;

import picocli.CommandLine.Command;

/** {@code groundwatch config}: what makes configurations. */
@Command(
    name = "config",
    description = "Writes a first configuration, or says what another agent's comes to here.",
    subcommands = {ConfigInitCommand.class, ConfigMigrateCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {}
