package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Linux: the network interfaces that ethtool is asked about, from {@code /sys/class/net}: up or
 * down, those included and not excluded, but for the loopback.
 */
final class SysLinks implements Source<List<String>> {
  private final Path net;
  private final LinkFlags flags;
  private final Predicate<String> wanted;

  /** Takes both lists of {@code config}. */
  SysLinks(HostInputConfig config, HostRoots roots) {
    net = roots.sys("class/net");
    flags = new LinkFlags(roots);
    Predicate<String> included = new ResourceFilter(config.resources().orElse(List.of()));
    Predicate<String> excluded =
        config.excluded().isEmpty() ? name -> false : new ResourceFilter(config.excluded());
    wanted = included.and(excluded.negate());
  }

  @Override
  public List<String> read() throws IOException {
    String[] names = net.toFile().list();
    if (names == null) {
      throw new IOException(net + ": cannot be listed.");
    }
    Arrays.sort(names);
    List<String> links = new ArrayList<>();
    for (String name : names) {
      if (wanted.test(name) && flags.hasFlags(name) && !flags.loopback(name)) {
        links.add(name);
      }
    }
    return links;
  }

  @Override
  public void close() throws IOException {
    flags.close();
  }
}
