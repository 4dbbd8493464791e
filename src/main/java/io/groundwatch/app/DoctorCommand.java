package io.groundwatch.app;

import io.groundwatch.app.Finding.Level;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.Fault;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.output.HttpProbe;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code groundwatch doctor}. */
@Command(
    name = "doctor",
    description = {
      "Looks for the usual faults and says what mends each.",
      "Of the configuration, the state folder and its disk, permissions of log files, limits of"
          + " the",
      "system, AWS credentials, names, TLS and answers of the destinations, and the clock. Run it"
          + " as the",
      "agent's user, so that it meets what the agent meets. It changes nothing; destinations are sent an OPTIONS",
      "request."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:there is no fault; there may be warnings", "1:there is a fault"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private StateOption state = new StateOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Map<String, String> environment = System.getenv();
    Logging.startQuiet(environment, System.err);
    List<Finding> findings = new ArrayList<>();
    try {
      StateOption.Expected expected = state.expected(environment);
      findings.add(Finding.fine("configuration: no faults"));
      look(expected.config(), expected.directory(), environment, findings);
    } catch (ConfigException e) {
      for (Fault fault : e.faults()) {
        findings.add(
            Finding.fault("configuration: " + fault.text(), "groundwatch validate shows them all"));
      }
    }
    findings.stream()
        .flatMap(finding -> finding.lines().stream())
        .forEach(spec.commandLine().getOut()::println);
    boolean fault = findings.stream().anyMatch(finding -> finding.level() == Level.FAULT);
    return fault ? ExitCode.FAILED : ExitCode.FINE;
  }

  private static void look(
      LoadedConfig loaded, Path directory, Map<String, String> environment, List<Finding> findings)
      throws IOException {
    findings.addAll(StateCheck.of(directory));
    findings.addAll(AgentCheck.of(directory));
    findings.addAll(LogFilesCheck.of(loaded.config(), directory));
    findings.addAll(LimitsCheck.of(Path.of("/proc")));
    List<DestinationConfig> destinations = Implied.of(loaded).inForce(loaded.config());
    findings.addAll(CredentialCheck.of(destinations, environment));
    Map<DestinationConfig, HttpProbe.Answer> answers =
        DestinationCheck.ask(destinations, environment);
    long now = new SystemTimeSource().wallNanos();
    answers.forEach((to, answer) -> findings.addAll(AnswerCheck.of(to, answer, now)));
  }
}
