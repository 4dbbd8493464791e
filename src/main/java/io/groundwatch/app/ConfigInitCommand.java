package io.groundwatch.app;

import io.groundwatch.config.ConfigLoader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundwatch config init}. */
@Command(
    name = "init",
    description = {
      "Writes a first configuration: this host's metrics, the log files you name, and where to send",
      "them. Asks, in a terminal, for what no option says."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it is written",
      "1:it cannot be written, or is there already",
      "3:what was answered makes no configuration; all faults are printed"
    })
final class ConfigInitCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it; without, to standard output.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where to POST records; without, they go to standard output.")
  private @Nullable String url;

  @Option(
      names = "--bearer-file",
      paramLabel = "FILE",
      description = "The file that holds the token for it.")
  private @Nullable String bearerFile;

  @Option(
      names = "--log",
      paramLabel = "GLOB",
      description = "Log files to read; may be given more than once.")
  private @Nullable List<String> logs;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description = "Between two samples; 60 without.")
  private @Nullable Integer interval;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    String json = answers(System.console()).with(InstalledSchema.find()).json();
    // Nothing is written that an agent would refuse.
    ConfigLoader.parse("the answers", json.getBytes(StandardCharsets.UTF_8));
    PrintWriter out = spec.commandLine().getOut();
    if (output.isEmpty()) {
      out.print(json);
      out.flush();
    } else {
      write(output.get(), json);
      out.println("Written: " + output.get());
    }
    return ExitCode.FINE;
  }

  /** Only a person at a terminal is asked, and only where nothing was said. */
  private FirstConfig answers(@Nullable Console console) {
    boolean said = url != null || logs != null || interval != null || bearerFile != null;
    return console == null || said
        ? new FirstConfig(
            interval == null ? FirstConfig.DEFAULT_INTERVAL : interval,
            logs == null ? List.of() : logs,
            Optional.ofNullable(url).filter(text -> !text.isBlank()),
            Optional.ofNullable(bearerFile).filter(text -> !text.isBlank()),
            Optional.empty())
        : new FirstQuestions(new ConsoleTerminal(console)).ask();
  }

  /** The terminal that the command was started in. */
  private record ConsoleTerminal(Console console) implements FirstQuestions.Terminal {
    @Override
    public Optional<String> ask(String prompt) {
      return Optional.ofNullable(console.readLine("%s", prompt));
    }

    @Override
    public void say(String line) {
      console.printf("%s%n", line);
    }
  }

  private static void write(Path file, String json) throws IOException {
    try {
      Files.writeString(file, json, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + ": is there already, and stays as it is", e);
    }
  }
}
