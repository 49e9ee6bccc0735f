using Orchestrator.Api.Expressions.Devices;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Tests.Expressions.Devices;

public class DeviceSelectorTests
{
    private static readonly DeviceValue Gpu = new("gpu.example.com", JsonModel.Read<Device>("""
        {"name":"gpu-0",
         "attributes":{"index":{"int":0},"model":{"string":"A100"},"healthy":{"bool":true},"driverVersion":{"version":"1.2.3"},"other.example.com/numa":{"int":1}},
         "capacity":{"memory":{"value":"40Gi"},"other.example.com/slices":{"value":"7"}}}
        """u8.ToArray()));

    [Theory]
    [InlineData("true", true)]
    [InlineData("device.driver == 'gpu.example.com'", true)]
    [InlineData("device.attributes['gpu.example.com'].index == 0 && device.attributes['gpu.example.com'].healthy", true)]
    [InlineData("device.attributes['gpu.example.com'].model in ['A100', 'H100']", true)]
    [InlineData("device.attributes['gpu.example.com'].driverVersion.isGreaterThan(semver('1.2.0'))", true)]
    [InlineData("device.attributes['other.example.com'].numa == 1 && device.capacity['other.example.com'].slices.asInteger() == 7", true)]
    [InlineData("device.capacity['gpu.example.com'].memory.compareTo(quantity('80Gi')) >= 0", false)]
    [InlineData("device.capacity['gpu.example.com'].memory.isGreaterThan(quantity('39Gi')) && quantity('1.5').add(quantity('500m')) == quantity('2')", true)]
    [InlineData("'model' in device.attributes['gpu.example.com'] && !('x' in device.attributes['none.example.com'])", true)]
    [InlineData("has(device.attributes['none.example.com'].x) ? true : false", false)]
    [InlineData("cel.bind(own, device.attributes['gpu.example.com'], own.healthy && own.index < 1)", true)]
    [InlineData("device.attributes['gpu.example.com'].?nope.orValue('none') == 'none'", true)]
    [InlineData("isQuantity('1Gi') && !isQuantity('x') && quantity('1Ki').sign() == 1 && quantity('50k').asApproximateFloat() == 50000.0 && !quantity('1m').isInteger()", true)]
    public void A_device_is_selected_or_not(string expression, bool selected)
    {
        var program = DeviceSelectors.Compile(expression);
        program.Error.ShouldBeNull();
        program.Matches(Gpu, out var error).ShouldBe(selected);
        error.ShouldBeNull();
    }

    [Theory]
    [InlineData("device.attributes['gpu.example.com'].nope == 1", "no such key: nope")]
    [InlineData("device.attributes['gpu.example.com'].model > 1", "no such overload")]
    [InlineData("device.attributes['gpu.example.com'].model", "CEL result of type string could not be converted to bool")]
    [InlineData("quantity('x') == quantity('1')", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, a+b+c+d+e+f > 0))))))", "operation cancelled: actual cost limit exceeded")]
    public void Evaluating_may_fail(string expression, string expected)
    {
        DeviceSelectors.Compile(expression).Matches(Gpu, out var error).ShouldBeFalse();
        error.ShouldBe(expected);
    }

    [Theory]
    [InlineData("1", "must evaluate to bool or the unknown type, not int")]
    [InlineData("device.nope", "compilation failed: ERROR: <input>:1:7: undefined field 'nope'\n | device.nope\n | ......^")]
    [InlineData("noSuchVar", "compilation failed: ERROR: <input>:1:1: undeclared reference to 'noSuchVar' (in container '')\n | noSuchVar\n | ^")]
    [InlineData("device.capacity['d'].x > 1", "compilation failed: ERROR: <input>:1:24: found no matching overload for '_>_' applied to '(kubernetes.Quantity, int)'\n | device.capacity['d'].x > 1\n | .......................^")]
    public void What_does_not_compile_says_why(string expression, string error) => DeviceSelectors.Compile(expression).Error.ShouldBe(error);
}
