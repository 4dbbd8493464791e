package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceFilterTest {
  @Test
  void takesAllWhereNoneOrTheStarIsNamed() {
    assertThat(new ResourceFilter(List.of()).all()).isTrue();
    assertThat(new ResourceFilter(List.of("sda", "*")).test("anything")).isTrue();
  }

  @Test
  void takesNamesWholeAndPatterns() {
    ResourceFilter filter = new ResourceFilter(List.of("sda", "nvme*", "vd?", "/a.b"));
    assertThat(List.of("sda", "nvme0n1p1", "nvme", "vda", "/a.b")).allMatch(filter);
    assertThat(List.of("sda1", "xsda", "vd", "vda1", "/aXb", "")).noneMatch(filter);
    assertThat(filter.all()).isFalse();
  }

  @Test
  void takesOneOfSomeCharactersAndEitherOfSomeNames() {
    ResourceFilter filter =
        new ResourceFilter(
            List.of("sd[a-c]", "vd[!a]", "{eth,en}?", "x[", "y{", "z[b-a]", "w[]^]"));
    assertThat(List.of("sda", "sdc", "vdb", "eth0", "en1", "x[", "y{", "z[b-a]", "w]", "w^"))
        .allMatch(filter);
    assertThat(List.of("sdd", "sd", "vda", "eth", "eth10", "lo", "x", "za", "wa", "sd-"))
        .noneMatch(filter);
  }
}
