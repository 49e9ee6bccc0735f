using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Standard;

/// <summary>Arithmetic. What does not fit is an error, never a wrong number.</summary>
internal sealed class ArithmeticFunctions : ICelLibrary
{
    private static readonly CelValue Overflow = CelValue.Error("integer overflow");
    private static readonly CelValue UnsignedOverflow = CelValue.Error("unsigned integer overflow");
    private static readonly CelValue DivisionByZero = CelValue.Error("division by zero");
    private static readonly CelValue ModulusByZero = CelValue.Error("modulus by zero");

    public void Declare(CelFunctions functions)
    {
        Ints(functions, Operators.Add, static (a, b) => checked(a + b));
        Ints(functions, "_-_", static (a, b) => checked(a - b));
        Ints(functions, "_*_", static (a, b) => checked(a * b));
        functions.Global("_/_", CelType.Int, CelType.Int, CelType.Int, static (a, b) => b.Int == 0 ? DivisionByZero : a.Int == long.MinValue && b.Int == -1 ? Overflow : CelValue.Of(a.Int / b.Int));
        functions.Global("_%_", CelType.Int, CelType.Int, CelType.Int, static (a, b) => b.Int == 0 ? ModulusByZero : a.Int == long.MinValue && b.Int == -1 ? Overflow : CelValue.Of(a.Int % b.Int));
        functions.Global(Operators.Negate, CelType.Int, CelType.Int, static a => a.Int == long.MinValue ? Overflow : CelValue.Of(-a.Int));

        Uints(functions, Operators.Add, static (a, b) => checked(a + b));
        Uints(functions, "_-_", static (a, b) => checked(a - b));
        Uints(functions, "_*_", static (a, b) => checked(a * b));
        functions.Global("_/_", CelType.Uint, CelType.Uint, CelType.Uint, static (a, b) => b.Uint == 0 ? DivisionByZero : CelValue.Of(a.Uint / b.Uint));
        functions.Global("_%_", CelType.Uint, CelType.Uint, CelType.Uint, static (a, b) => b.Uint == 0 ? ModulusByZero : CelValue.Of(a.Uint % b.Uint));

        Doubles(functions, Operators.Add, static (a, b) => a + b);
        Doubles(functions, "_-_", static (a, b) => a - b);
        Doubles(functions, "_*_", static (a, b) => a * b);
        Doubles(functions, "_/_", static (a, b) => a / b);
        functions.Global(Operators.Negate, CelType.Double, CelType.Double, static a => CelValue.Of(-a.Double));
    }

    private static void Ints(CelFunctions functions, string name, Func<long, long, long> does) =>
        functions.Global(name, CelType.Int, CelType.Int, CelType.Int, (a, b) =>
        {
            try
            {
                return CelValue.Of(does(a.Int, b.Int));
            }
            catch (OverflowException)
            {
                return Overflow;
            }
        });

    private static void Uints(CelFunctions functions, string name, Func<ulong, ulong, ulong> does) =>
        functions.Global(name, CelType.Uint, CelType.Uint, CelType.Uint, (a, b) =>
        {
            try
            {
                return CelValue.Of(does(a.Uint, b.Uint));
            }
            catch (OverflowException)
            {
                return UnsignedOverflow;
            }
        });

    private static void Doubles(CelFunctions functions, string name, Func<double, double, double> does) =>
        functions.Global(name, CelType.Double, CelType.Double, CelType.Double, (a, b) => CelValue.Of(does(a.Double, b.Double)));
}
