package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which mounts the disk input publishes: those that {@code resources} names, without the types that
 * {@code ignore_file_system_types} names. A mount that waits for its first use (autofs) never
 * counts, since asking about it would mount it.
 */
final class MountFilter implements Predicate<Mount> {
  private static final String AUTOFS = "autofs";

  private final ResourceFilter paths;
  private final Set<String> ignoredTypes;

  /** Takes both lists of {@code config}. */
  MountFilter(HostInputConfig config) {
    paths = new ResourceFilter(config.resources().orElse(List.of()));
    ignoredTypes = Set.copyOf(config.ignoreFileSystemTypes());
  }

  @Override
  public boolean test(Mount mount) {
    return !mount.type().equals(AUTOFS)
        && !ignoredTypes.contains(mount.type())
        && paths.test(mount.path());
  }
}
