package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Linux: where the folders of the cgroup lie that the agent itself runs in. {@code
 * /proc/self/cgroup} says which it is ({@code 4:memory:/a/b}, in version 2 {@code 0::/a/b}), and
 * {@code /proc/self/mountinfo} where the hierarchies are mounted and which part of them: in a
 * container the part often is the cgroup itself.
 */
final class CgroupPlaces {
  /** A cgroup's folder, and the uppermost folder above it that can be seen. */
  record Place(Path folder, Path top) {

    /** The folder and those above it, up to the uppermost. */
    List<Path> upwards() {
      List<Path> folders = new ArrayList<>();
      for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
        folders.add(at);
      }
      return folders;
    }
  }

  private record Mounted(String part, Path at, String type, List<String> options) {}

  private static final String VERSION_2 = "";
  private static final String OUTSIDE = "/..";
  private static final int PATH_FIELD = 2;
  private static final int PART_WORD = 3;
  private static final int AT_WORD = 4;

  private final Path root;

  /** Looks below {@code root}. */
  CgroupPlaces(Path root) {
    this.root = root;
  }

  /**
   * The folders of version 1 by controller, such as {@code memory}; empty where the host counts by
   * version 2.
   */
  Map<String, Place> ofVersion1() throws IOException {
    Map<String, String> own = own();
    Map<String, Place> places = new HashMap<>();
    for (Mounted mounted : mounts("cgroup")) {
      for (String controller : mounted.options()) {
        String path = own.get(controller);
        if (path != null) {
          place(mounted, path).ifPresent(place -> places.put(controller, place));
        }
      }
    }
    return places;
  }

  /** The one folder of version 2. */
  Optional<Place> ofVersion2() throws IOException {
    String path = own().getOrDefault(VERSION_2, "/");
    return mounts("cgroup2").stream().findFirst().flatMap(mounted -> place(mounted, path));
  }

  /**
   * Where the cgroup lies in what is mounted. Empty where one is outside of the other, as dots say:
   * what is seen then is another cgroup's.
   */
  private static Optional<Place> place(Mounted mounted, String path) {
    if (path.contains(OUTSIDE) || mounted.part().contains(OUTSIDE)) {
      return Optional.empty();
    }
    String below = path.startsWith(mounted.part()) ? path.substring(mounted.part().length()) : "";
    Path folder = mounted.at().resolve(below.replaceFirst("^/+", ""));
    return Optional.of(new Place(Files.isDirectory(folder) ? folder : mounted.at(), mounted.at()));
  }

  private Map<String, String> own() throws IOException {
    Map<String, String> own = new HashMap<>();
    for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
      String[] fields = line.split(":", PATH_FIELD + 1);
      if (fields.length == PATH_FIELD + 1) {
        for (String controller : fields[1].split(",", -1)) {
          own.put(controller, fields[PATH_FIELD]);
        }
      }
    }
    return own;
  }

  private List<Mounted> mounts(String type) throws IOException {
    List<Mounted> mounts = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve("proc/self/mountinfo"))) {
      // Any number of optional words, then a dash, the type, the source and the options.
      String[] halves = line.split(" - ", 2);
      String[] words = halves[0].split(" ", -1);
      String[] rest = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
      if (rest.length == 3 && words.length > AT_WORD && rest[0].equals(type)) {
        String part = words[PART_WORD].equals("/") ? "" : words[PART_WORD];
        Path at = root.resolve(words[AT_WORD].substring(1));
        mounts.add(new Mounted(part, at, type, Arrays.asList(rest[2].split(",", -1))));
      }
    }
    return mounts;
  }
}
