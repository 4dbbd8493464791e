package io.groundwatch.app;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.Fault;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a running agent to a changed configuration, or says why not: then the old one keeps
 * running. Used by the main thread.
 */
final class Reload {
  private static final Logger log = LoggerFactory.getLogger(Reload.class);

  private final Source source;
  private final Agent agent;
  private final boolean alwaysDebug;
  private LoadedConfig running;

  /** Where a configuration comes from. */
  interface Source {
    LoadedConfig load() throws ConfigException;
  }

  /**
   * @param running the configuration that {@code agent} was started with
   * @param alwaysDebug whether the log has its debug lines whatever the configuration says
   */
  Reload(Source source, Agent agent, LoadedConfig running, boolean alwaysDebug) {
    this.source = source;
    this.agent = agent;
    this.running = running;
    this.alwaysDebug = alwaysDebug;
  }

  /** The configuration that runs. */
  LoadedConfig running() {
    return running;
  }

  /**
   * Reads the configuration and applies it.
   *
   * @throws BrokenAgentException where the agent is not whole any more
   */
  void run() {
    log.info("The configuration is read again.");
    try {
      LoadedConfig next = source.load();
      String refusal = refusal(next);
      if (!refusal.isEmpty()) {
        refuse(refusal);
        return;
      }
      Routes routes = Routes.of(next);
      agent.apply(routes);
      agent.inForce().runs(next, routes);
      Logging.level(alwaysDebug || next.config().agent().debug());
      running = next;
      next.warnings().stream().map(Fault::text).forEach(text -> log.warn("{}", text));
      routes.lines().forEach(line -> log.info("{}", line));
      log.info("The new configuration runs.");
    } catch (ConfigException e) {
      List<String> faults = e.faults().stream().map(Fault::text).toList();
      faults.forEach(text -> log.error("{}", text));
      log.error("The configuration is refused. The old one keeps running.");
      agent.inForce().refused(String.join("; ", faults));
    } catch (IOException e) {
      refuse("The configuration cannot be applied: " + FileFailure.text(e) + ".");
    }
  }

  private void refuse(String why) {
    log.error("{} The old configuration keeps running.", why);
    agent.inForce().refused(why);
  }

  private String refusal(LoadedConfig next) {
    if (BuiltInConfig.is(next) && !BuiltInConfig.is(running)) {
      return "There is no configuration any more.";
    }
    boolean moved =
        !next.config().agent().stateDirectory().equals(running.config().agent().stateDirectory());
    return moved ? "Another agent.state_directory takes a restart." : "";
  }
}
