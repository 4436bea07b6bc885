package io.github.shgrotate.dist;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Calls that Java links when it comes to them, linked beforehand.
///
/// The ahead-of-time cache keeps lambdas and string concatenations. It does not keep switches over
/// types, nor the `equals` and `hashCode` that a record comes with: Java makes a class, or a tree
/// of method handles, for each of them, anew in every run. A rotation passes forty, which takes a
/// tenth of its time. Here each becomes a plain method of its class.
final class EarlyLinking {
  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassFile classFile;
  private final ClassModel model;
  // By name. The same switch in a lambda and out of it is two.
  private final Map<String, Linked> linked = new LinkedHashMap<>();

  /// A plain method that takes a call's place.
  private record Linked(MethodTypeDesc type, Consumer<CodeBuilder> code) {}

  private EarlyLinking(ClassFile classFile, ClassModel model) {
    this.classFile = classFile;
    this.model = model;
  }

  /// Whether there is anything in the class to be linked.
  static boolean isFor(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .anyMatch(EarlyLinking::isFor);
  }

  private static boolean isFor(CodeModel code) {
    return code.elementStream().anyMatch(element -> plain(element).isPresent());
  }

  /// The class with those calls linked.
  ///
  /// @param classFile knows the classes that are named in it
  static byte[] of(ClassFile classFile, byte[] bytes) {
    return new EarlyLinking(classFile, classFile.parse(bytes)).linked();
  }

  private byte[] linked() {
    ClassTransform calls =
        ClassTransform.transformingMethodBodies(
            method -> method.code().filter(EarlyLinking::isFor).isPresent(),
            CodeTransform.ofStateful(() -> this::replace));
    return classFile.transformClass(
        model, calls.andThen(ClassTransform.endHandler(this::addMethods)));
  }

  private void replace(CodeBuilder code, CodeElement element) {
    Optional<Consumer<CodeBuilder>> plain = plain(element);
    if (plain.isPresent() && element instanceof InvokeDynamicInstruction call) {
      String name = "%s$linked%d".formatted(call.name().stringValue(), linked.size());
      linked.put(name, new Linked(call.typeSymbol(), plain.get()));
      code.invokestatic(model.thisClass().asSymbol(), name, call.typeSymbol(), isInterface());
    } else {
      code.with(element);
    }
  }

  private boolean isInterface() {
    return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
  }

  private void addMethods(ClassBuilder builder) {
    linked.forEach(
        (name, method) ->
            builder.withMethodBody(
                name,
                method.type(),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                method.code()));
  }

  /// What the call comes to; empty when it is none of those, or one that is left as it is.
  private static Optional<Consumer<CodeBuilder>> plain(CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction call)) {
      return Optional.empty();
    }
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    List<ConstantDesc> arguments = call.bootstrapArgs();
    if (bootstrap.owner().equals(SWITCHES) && bootstrap.methodName().equals("typeSwitch")) {
      return arguments.stream().allMatch(ClassDesc.class::isInstance)
          ? Optional.of(code -> typeSwitch(code, arguments))
          : Optional.empty();
    }
    if (bootstrap.owner().equals(RECORDS)) {
      List<DirectMethodHandleDesc> components =
          arguments.stream()
              .filter(DirectMethodHandleDesc.class::isInstance)
              .map(DirectMethodHandleDesc.class::cast)
              .toList();
      if (components.isEmpty() || components.stream().anyMatch(each -> type(each).isPrimitive())) {
        return Optional.empty();
      }
      return switch (call.name().stringValue()) {
        case "equals" -> Optional.of(code -> recordEquals(code, components));
        case "hashCode" -> Optional.of(code -> recordHash(code, components));
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /// The number of the first label, from the second parameter on, that the first one is of; -1 for
  /// null, and the number of labels for none.
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
    Label notNull = code.newLabel();
    code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  private static void recordEquals(CodeBuilder code, List<DirectMethodHandleDesc> components) {
    Label different = code.newLabel();
    ClassDesc type = components.getFirst().owner();
    code.aload(1).instanceOf(type).ifeq(different);
    code.aload(1).checkcast(type).astore(2);
    for (DirectMethodHandleDesc each : components) {
      code.aload(0).getfield(type, each.methodName(), type(each));
      code.aload(2).getfield(type, each.methodName(), type(each));
      code.invokestatic(
          OBJECTS,
          "equals",
          MethodTypeDesc.of(
              ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object));
      code.ifeq(different);
    }
    code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
  }

  private static void recordHash(CodeBuilder code, List<DirectMethodHandleDesc> components) {
    code.iconst_0();
    for (DirectMethodHandleDesc each : components) {
      code.loadConstant(31).imul();
      code.aload(0).getfield(each.owner(), each.methodName(), type(each));
      code.invokestatic(
          OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
      code.iadd();
    }
    code.ireturn();
  }

  /// Of the field that a component is kept in.
  private static ClassDesc type(DirectMethodHandleDesc component) {
    return component.invocationType().returnType();
  }
}
