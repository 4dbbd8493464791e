/**
 * The packaged agent under rotation, kills and a backend that fails, with every line accounted for:
 * run short in {@code verify}, and as long as wanted by {@code packaging/test/soak}.
 */
@NullMarked
package io.groundwatch.soak;

import org.jspecify.annotations.NullMarked;
