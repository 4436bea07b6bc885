package io.github.shgrotate.dist;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Calls that Java links at run time, of each form that the product is made of.
public final class Linkable {
  private Linkable() {}

  /// What is compared.
  public record Pair(String left, @Nullable Object right) {}

  /// A record whose methods stay as they are, for the number in it.
  public record Numbered(int number) {}

  /// A switch in an interface.
  public interface Ranked {
    /// Lower for what is simpler.
    static int rank(Object value) {
      return switch (value) {
        case Number _ -> 1;
        case Pair(String left, Pair right) when left.isEmpty() -> rank(right);
        case Pair _ -> 2;
        default -> 3;
      };
    }
  }

  /// Every way through a switch: null, a guard that fails, the order of the cases, none of them.
  public static String name(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Integer number when number > 3 -> "a large number";
      case Integer _ -> "a number";
      case String text -> "text " + text;
      case Pair(String left, String right) -> left + right;
      case Pair pair -> "a pair, " + Ranked.rank(pair);
      default -> "something";
    };
  }

  /// Whether records that are the same are taken to be, and others not.
  public static List<Boolean> comparisons() {
    Pair pair = new Pair("a", null);
    return List.of(
        pair.equals(new Pair("a", null)),
        pair.equals(new Pair("a", "b")),
        new Pair("a", "b").equals(pair),
        pair.equals(new Pair("b", null)),
        pair.equals((Object) "a"),
        pair.hashCode() == new Pair("a", null).hashCode(),
        Set.of(pair, new Pair("a", "b")).contains(new Pair("a", "b")),
        new Numbered(1).equals(new Numbered(1)),
        pair.toString().equals("Pair[left=a, right=null]"));
  }
}
