package io.groundwatch.app;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.input.host.HostRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What this host calls itself: the configuration's word, else, in a container that sees the host's
 * files, the host's own, else the kernel's, else the shell's.
 */
final class Hostname {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private Hostname() {}

  static String of(AgentSection agent, Map<String, String> environment) throws IOException {
    return of(new ProtocolConfig.Host(agent.hostname(), agent.hostRoot()), environment);
  }

  static String of(ProtocolConfig.Host host, Map<String, String> environment) throws IOException {
    if (host.name().isPresent()) {
      return host.name().get();
    }
    HostRoots roots = HostRoots.of(host.root(), environment);
    Path ofHost = roots.inside("/etc/hostname");
    if (!roots.seesOwnFiles() && Files.isReadable(ofHost)) {
      return Files.readString(ofHost).trim();
    }
    if (Files.isReadable(KERNEL)) {
      return Files.readString(KERNEL).trim();
    }
    return environment.getOrDefault(
        "HOSTNAME", environment.getOrDefault("COMPUTERNAME", "localhost"));
  }
}
