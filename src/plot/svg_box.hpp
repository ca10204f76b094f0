#pragma once

namespace nntrain {

/// Where a panel stands in an SVG, in its units.
struct PanelBox {
  double left;
  double top;
  double width;
  double height;
};

}  // namespace nntrain
