using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions;

/// <summary>The values of an environment's variables for one evaluation. Cheap to make; reusable after setting other values.</summary>
public sealed class CelActivation
{
    private readonly CelEnvironment _environment;
    private readonly CelValue[] _values;

    /// <summary>An activation in which no variable has a value yet; reading one is an error of the evaluation.</summary>
    public CelActivation(CelEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _environment = environment;
        _values = new CelValue[environment.Slots];
    }

    /// <summary>The value in a slot, which is the variable's position in <see cref="CelEnvironment.Variables"/>.</summary>
    public CelValue this[int slot]
    {
        get => _values[slot];
        set => _values[slot] = value;
    }

    internal ReadOnlySpan<CelValue> Values => _values;

    /// <summary>Sets a variable by name. <exception cref="ArgumentException">The environment has no such variable.</exception></summary>
    public CelActivation Set(string name, CelValue value)
    {
        int slot = _environment.SlotOf(name) ?? throw new ArgumentException($"no variable `{name}` is declared", nameof(name));
        _values[slot] = value;
        return this;
    }
}
